/// What comes one after the other in an XML text.
enum XMLEvent: Sendable, Hashable {
    /// The element's name without the prefix of its name space.
    case start(String)
    /// `text` is what stands directly between its tags, without that of elements within.
    case end(String, text: String)
}

/// Why a text is not read as XML.
struct XMLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Index of the byte.
    var offset: Int
    var problem: String
    var description: String { "\(problem) at byte \(offset)" }
}

/// Reads the elements and texts of an XML document (XML 1.0); attributes, comments and instructions are passed over.
/// Entities are the five that XML knows and characters by number: a document that declares its own is refused. Linear time,
/// no recursion.
struct XMLReader {
    /// Nesting that is followed.
    private static let deepest = 64

    private let bytes: [UInt8]
    private var position = 0
    private var open: [(name: String, text: [UInt8])] = []
    private(set) var events: [XMLEvent] = []

    /// UTF-8 is taken for what it is, whatever the document says; else each byte counts as one character.
    init(_ bytes: [UInt8]) throws(XMLError) {
        let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        self.bytes = isUTF8 ? bytes : bytes.flatMap { Array(String(Character(Unicode.Scalar($0))).utf8) }
        try read()
    }

    private mutating func read() throws(XMLError) {
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                try readText()
                continue
            }
            if starts("<!--") {
                try skip(behind: "-->")
            } else if starts("<![CDATA[") {
                let start = position + 9
                try skip(behind: "]]>")
                if !open.isEmpty { open[open.count - 1].text += bytes[start..<position - 3] }
            } else if starts("<?") {
                try skip(behind: "?>")
            } else if starts("<!") {
                let start = position
                try skip(behind: ">")
                guard !bytes[start..<position].contains(UInt8(ascii: "[")) else {
                    throw problem("a document that declares entities")
                }
            } else {
                try readTag()
            }
        }
        guard open.isEmpty, !events.isEmpty else { throw problem("the document ends too early") }
    }

    private mutating func readTag() throws(XMLError) {
        let start = position
        var quote: UInt8?
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if let mark = quote {
                if byte == mark { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                break
            }
            position += 1
        }
        guard position < bytes.count else { throw problem("the document ends within a tag") }
        var content = bytes[start + 1..<position]
        position += 1
        if content.first == UInt8(ascii: "/") {
            try close(Self.name(content.dropFirst()))
            return
        }
        let isEmpty = content.last == UInt8(ascii: "/")
        if isEmpty { content.removeLast() }
        let name = Self.name(content)
        guard !name.isEmpty else { throw problem("a tag without name") }
        guard open.count < Self.deepest else { throw problem("nested too deeply") }
        open.append((name, []))
        events.append(.start(name))
        if isEmpty { try close(name) }
    }

    private mutating func close(_ name: String) throws(XMLError) {
        guard let last = open.popLast(), last.name == name else { throw problem("a closing tag that fits none") }
        events.append(.end(name, text: String(decoding: last.text, as: UTF8.self)))
    }

    private mutating func readText() throws(XMLError) {
        var text: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "<") {
            if bytes[position] == UInt8(ascii: "&") {
                text += try entity().utf8
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        if !open.isEmpty { open[open.count - 1].text += text }
    }

    private mutating func entity() throws(XMLError) -> String {
        let end = bytes[position...].prefix(12).firstIndex(of: UInt8(ascii: ";"))
        guard let end else { throw problem("an entity without end") }
        let name = String(decoding: bytes[position + 1..<end], as: UTF8.self)
        position = end + 1
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        let digits = name.dropFirst(name.hasPrefix("#x") ? 2 : 1)
        guard name.hasPrefix("#"), let number = UInt32(digits, radix: name.hasPrefix("#x") ? 16 : 10) else {
            throw problem("an unknown entity")
        }
        return String(Character(Unicode.Scalar(number) ?? "\u{FFFD}"))
    }

    private func starts(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private mutating func skip(behind text: String) throws(XMLError) {
        while position < bytes.count {
            if starts(text) {
                position += text.utf8.count
                return
            }
            position += 1
        }
        throw problem("the document ends within a mark")
    }

    /// Up to the first white space, without prefix.
    private static func name(_ content: ArraySlice<UInt8>) -> String {
        let name = content.prefix { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return String(decoding: name.split(separator: UInt8(ascii: ":")).last ?? [], as: UTF8.self)
    }

    private func problem(_ text: String) -> XMLError { XMLError(offset: position, problem: text) }
}
