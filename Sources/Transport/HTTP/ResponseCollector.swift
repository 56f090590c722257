import Domain

/// The answer to one request as it comes in. Used only by libcurl's callbacks, so on the client's thread.
final class ResponseCollector {
    enum Overflow { case headers, body }

    private static let headerLimit = 256 << 10

    private let bodyLimit: Int
    private let mayBeRepeated: Bool
    private var headerSize = 0
    private(set) var headers = HTTPHeaders()
    /// The empty line behind the header has come. libcurl takes an answer that breaks off before for a whole one.
    private(set) var headerIsComplete = false
    private(set) var body: [UInt8] = []
    /// What exceeded its limit, if that is why the transfer ended.
    private(set) var overflow: Overflow?
    /// How often libcurl was about to send the request.
    private(set) var attempts = 0

    init(bodyLimit: Int, mayBeRepeated: Bool) {
        self.bodyLimit = bodyLimit
        self.mayBeRepeated = mayBeRepeated
    }

    /// True if libcurl wanted to send the request again over another connection and was not allowed to.
    var repetitionWasRefused: Bool { attempts > 1 && !mayBeRepeated }

    /// libcurl has a connection and is about to send the request; false forbids it.
    ///
    /// When a pooled connection breaks before the first byte of the answer, libcurl sends the request once more on a new
    /// one, even a POST. The server may have acted on the first, so that is only right for safe methods.
    func attempt() -> Bool {
        attempts += 1
        return !repetitionWasRefused
    }

    func appendHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        headerSize += line.count
        guard headerSize <= Self.headerLimit else {
            overflow = .headers
            return false
        }
        var text = line[...]
        while let last = text.last, last == 0x0A || last == 0x0D { text = text.dropLast() }
        // Each answer starts anew: an interim 1xx, then the final one.
        if text.isEmpty {
            headerIsComplete = true
        } else if text.starts(with: "HTTP/".utf8), headers.fields.isEmpty || headerIsComplete {
            headers = HTTPHeaders()
            headerIsComplete = false
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
            let value = String(decoding: text[(colon + 1)...], as: UTF8.self)
            headers.append(name: String(decoding: text[..<colon], as: UTF8.self), value: value.trimmingBlanks)
        }
        return true
    }

    func appendBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= bodyLimit else {
            overflow = .body
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    func response(status: Int, now: Timestamp) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: body, retryAfter: retryAfter(in: headers, now: now))
    }
}
