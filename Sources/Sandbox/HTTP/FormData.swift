/// A body of `multipart/form-data` (RFC 7578), read strictly: every deviation from the grammar is an error.
struct FormData: Sendable {
    struct Part: Sendable {
        var name: String
        /// Nil when the part's disposition has none.
        var fileName: String?
        /// As written; nil when the part has no Content-Type.
        var contentType: String?
        var body: [UInt8]
    }

    struct Mistake: Error, Sendable, Hashable {
        var detail: String
    }

    var parts: [Part] = []

    /// `boundary` is that of the Content-Type field (RFC 2046 §5.1.1), 1 to 70 characters.
    init(_ bytes: [UInt8], boundary: String) throws(Mistake) {
        let delimiter = Array("--\(boundary)".utf8)
        guard bytes.starts(with: delimiter) else { throw Mistake(detail: "the body does not start with the boundary") }
        var position = delimiter.count
        while true {
            if bytes[position...].starts(with: Array("--".utf8)) {
                let rest = bytes[(position + 2)...]
                guard rest.isEmpty || rest.elementsEqual([0x0D, 0x0A]) else {
                    throw Mistake(detail: "text behind the last boundary")
                }
                return
            }
            guard bytes[position...].starts(with: [0x0D, 0x0A]) else {
                throw Mistake(detail: "a boundary is not at the end of its line")
            }
            position += 2
            guard let end = Self.firstIndex(of: [0x0D, 0x0A] + delimiter, in: bytes, from: position - 2) else {
                throw Mistake(detail: "the last boundary is missing")
            }
            guard end >= position else { throw Mistake(detail: "a part without header") }
            parts.append(try Self.part(bytes[position..<end]))
            position = end + 2 + delimiter.count
        }
    }

    private static func part(_ bytes: ArraySlice<UInt8>) throws(Mistake) -> Part {
        let whole = Array(bytes)
        guard let end = firstIndex(of: [0x0D, 0x0A, 0x0D, 0x0A], in: whole, from: 0) else {
            throw Mistake(detail: "a part without empty line behind its header")
        }
        var disposition: String?
        var contentType: String?
        for line in String(decoding: whole[..<end], as: UTF8.self).split(separator: "\r\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { throw Mistake(detail: "a header line without colon") }
            switch halves[0].lowercased() {
            case "content-disposition": disposition = trimmed(halves[1])
            case "content-type": contentType = trimmed(halves[1])
            case "content-transfer-encoding":
                // RFC 7578 §4.7 deprecates it; the content is taken as it stands.
                throw Mistake(detail: "Content-Transfer-Encoding in form data")
            default: break
            }
        }
        guard let disposition else { throw Mistake(detail: "a part without Content-Disposition") }
        guard var parameters = HeaderParameters(disposition), parameters.value.lowercased() == "form-data",
            let name = parameters.take("name")
        else { throw Mistake(detail: "a part whose Content-Disposition is not form-data with a name") }
        return Part(
            // The one escape of RFC 7578 §4.2's practice: a quote inside the name.
            name: name, fileName: parameters.take("filename")?.replacing("%22", with: "\""), contentType: contentType,
            body: Array(whole[(end + 4)...]))
    }

    /// Where `pattern`, which starts with CR, first occurs at or behind `start`.
    private static func firstIndex(of pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + pattern.count <= bytes.count {
            if bytes[index] == 0x0D, bytes[index..<index + pattern.count].elementsEqual(pattern) { return index }
            index += 1
        }
        return nil
    }
}
