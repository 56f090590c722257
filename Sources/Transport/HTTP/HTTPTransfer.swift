import CCurl
import CCurlShims
import Domain
import Glibc

/// One request on its way; lives on the client's thread.
final class HTTPTransfer {
    let pending: PendingRequest
    let handle: CurlHandle
    private let collector: ResponseCollector
    /// libcurl reads the body from here.
    private let body: OutgoingBytes

    /// Methods that change nothing (RFC 9110 §9.2.1), so that sending one twice does no harm.
    private static let safeMethods: Set<String> = ["GET", "HEAD", "OPTIONS"]

    init(_ pending: PendingRequest, options: HTTPClientOptions, timeLeft: Duration) throws(TransportError) {
        guard let handle = CurlHandle() else {
            throw TransportError(.unavailable, "libcurl gave no handle", retry: .later)
        }
        let request = pending.request
        self.pending = pending
        self.handle = handle
        body = OutgoingBytes(request.body)
        collector = ResponseCollector(
            bodyLimit: options.responseLimit, mayBeRepeated: Self.safeMethods.contains(request.method))
        handle.set(CURLOPT_URL, request.url)
        handle.set(CURLOPT_PATH_AS_IS, 1)
        // libcurl would still change the case of percent escapes in some versions; the target is sent as it is.
        handle.set(CURLOPT_REQUEST_TARGET, pending.target.requestTarget)
        handle.set(CURLOPT_PROTOCOLS_STR, pending.target.scheme)
        handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        handle.set(CURLOPT_ACCEPT_ENCODING, "")
        handle.set(CURLOPT_TIMEOUT_MS, timeLeft)
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, min(options.connectTimeout, timeLeft))
        handle.set(CURLOPT_TCP_KEEPALIVE, 1)
        handle.set(CURLOPT_USERAGENT, options.userAgent)
        handle.trust(only: request.caFile)
        setMethodAndBody(request)
        handle.set(headerLines: try headerLines(of: request))
        setCallbacks()
        if let code = handle.refused {
            throw TransportError(code, handle.explanation(of: code), requestWasSent: false)
        }
    }

    /// Errs on the side of true: libcurl had a connection and was about to send.
    var requestWasSent: Bool { collector.attempts > 0 }

    /// What to tell the caller when libcurl says that the transfer has ended.
    func result(_ code: CURLcode) -> Result<HTTPResponse, TransportError> {
        if code == CURLE_OK, !collector.headerIsComplete {
            let text = "the connection ended within the header of the answer"
            return .failure(TransportError(.connectionLost, text, retry: .later, requestWasSent: true))
        }
        if code == CURLE_OK {
            let now = Timestamp(seconds: Int64(time(nil)))
            return .success(collector.response(status: handle.long(CURLINFO_RESPONSE_CODE), now: now))
        }
        var error = TransportError(code, handle.explanation(of: code), requestWasSent: requestWasSent)
        if collector.repetitionWasRefused {
            error.kind = .connectionLost
            error.detail = "the pooled connection broke before an answer came"
        } else if let overflow = collector.overflow {
            error.kind = .tooLarge
            error.retry = .never
            error.detail = overflow == .body ? "the body is longer than the limit" : "the header is too long"
        } else if code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WRITE_ERROR, requestWasSent {
            // What libcurl says when the answer does not start like HTTP, or its content coding is broken.
            error.kind = .protocolViolation
            error.retry = .later
        }
        return .failure(error)
    }

    private func setMethodAndBody(_ request: HTTPRequest) {
        switch request.method {
        case "GET" where request.body.isEmpty: handle.set(CURLOPT_HTTPGET, 1)
        case "HEAD": handle.set(CURLOPT_NOBODY, 1)
        default:
            // Without a body these say how long it is all the same: `Content-Length: 0`.
            if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method) {
                handle.set(CURLOPT_POST, 1)
                handle.set(CURLOPT_POSTFIELDSIZE_LARGE, size: request.body.count)
                handle.set(CURLOPT_POSTFIELDS, pointer: body.bytes.baseAddress)
            }
            handle.set(CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    private func headerLines(of request: HTTPRequest) throws(TransportError) -> [String] {
        guard isToken(request.method) else { throw Self.refusal("no method: \(request.method)") }
        var lines: [String] = []
        var names: Set<String> = []
        for (name, value) in request.headers {
            let key = name.lowercased()
            guard isToken(name), !value.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) else {
                throw Self.refusal("the header field \(name) cannot be sent")
            }
            guard key != "content-length", key != "transfer-encoding" else {
                throw Self.refusal("the header field \(name) follows from the body")
            }
            names.insert(key)
            lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        // A line without value keeps libcurl from adding its own.
        for name in ["Expect", "Content-Type"] where !names.contains(name.lowercased()) { lines.append("\(name):") }
        return lines
    }

    private func setCallbacks() {
        handle.onHeader(collector) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let collector = Unmanaged<ResponseCollector>.fromOpaque(context).takeUnretainedValue()
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return collector.appendHeader(line) ? line.count : 0
        }
        handle.onBody(collector) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let collector = Unmanaged<ResponseCollector>.fromOpaque(context).takeUnretainedValue()
            let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return collector.appendBody(piece) ? piece.count : 0
        }
        handle.onRequest(collector) { context, _, _, _, _ in
            guard let context else { return CURL_PREREQFUNC_ABORT }
            let collector = Unmanaged<ResponseCollector>.fromOpaque(context).takeUnretainedValue()
            return collector.attempt() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
    }

    private static func refusal(_ detail: String) -> TransportError {
        TransportError(.configuration, detail, retry: .never)
    }
}

/// RFC 9110 §5.6.2
private func isToken(_ text: String) -> Bool {
    !text.isEmpty
        && text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || "!#$%&'*+-.^_`|~".utf8.contains($0)
        }
}
