/// Text whose label may be missing, wrong or too narrow.
struct DecodedText {
    var text: String
    var defects: [Defect.Kind] = []

    /// Decodes `bytes` as `label` says, or as they look if there is no usable label.
    ///
    /// - Parameter isHTML: whether a `<meta charset>` may stand in for the label.
    init(_ bytes: ByteView, label: ByteView?, isHTML: Bool) {
        guard let label, !label.isEmpty else {
            self.init(undeclared: bytes, isHTML: isHTML)
            return
        }
        if Charset.meansASCII(label) {
            self.init(undeclared: bytes, isHTML: isHTML)
        } else if let charset = Charset(label: label) {
            self.init(bytes, declared: charset)
        } else {
            self.init(undeclared: bytes, isHTML: isHTML)
            defects = [.unknownCharset]
        }
    }

    init(_ bytes: ByteView, declared charset: Charset) {
        text = ""
        if charset == .utf8 {
            decodeUTF8(bytes)
        } else {
            let (decoded, replacements) = charset.decoded(bytes)
            text = decoded
            if replacements > 0 { defects = [.malformedText] }
        }
    }

    /// Without a label, or with one that only knows ASCII: byte order mark, UTF-8 if it can be, what HTML says of itself.
    private init(undeclared bytes: ByteView, isHTML: Bool) {
        guard bytes.hasHighBytes else {
            text = String(knownUTF8: bytes, isASCII: true)
            return
        }
        let markLength = bytes.starts(with: "\u{FEFF}") ? 3 : 0
        text = Self.guess(bytes, isHTML: isHTML).string(bytes.view(markLength..<bytes.count))
        defects = [.undeclaredCharset]
    }

    /// Bytes that call themselves UTF-8. A few broken ones are replaced; if many are, they are no UTF-8.
    private mutating func decodeUTF8(_ bytes: ByteView) {
        let content = bytes.view((bytes.starts(with: "\u{FEFF}") ? 3 : 0)..<bytes.count)
        let (end, isASCII) = UTF8Repair.validBeginning(of: content)
        if end == content.count {
            text = String(knownUTF8: content, isASCII: isASCII)
            return
        }
        var repaired = ByteBuffer(capacity: content.count + 64)
        let count = UTF8Repair.decode(content, into: &repaired)
        let bad = count.bad - (count.isCutAtEnd ? 1 : 0)
        if bad * 100 > count.good + bad {
            defects.append(.wrongCharset)
            text = Charset.windows1252.string(content)
        } else {
            defects.append(.malformedText)
            text = String(knownUTF8: repaired.view)
        }
    }

    private static func guess(_ bytes: ByteView, isHTML: Bool) -> Charset {
        if bytes.starts(with: "\u{FEFF}") { return .utf8 }
        if let order = UTF16Order(markOf: bytes) { return .utf16(order) }
        if UTF8Repair.isValid(bytes) { return .utf8 }
        if isHTML, let named = metaCharset(bytes.view(0..<1024)), named != .utf8 { return named }
        return .windows1252
    }

    /// The set named by `charset=` in the head of an HTML document.
    private static func metaCharset(_ head: ByteView) -> Charset? {
        var position = 0
        while let equals = head.position(of: UInt8(ascii: "="), from: position) {
            let before = head.view(position..<equals).trimmed
            position = equals + 1
            guard before.view(before.count - 7..<before.count).equalsFolded("charset") else { continue }
            let label = head.view(position..<position + 40)
                .drop { $0.isWhiteSpace || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
                .prefix { $0.isTokenCharacter && $0 != UInt8(ascii: "'") }
            return Charset(label: ByteView(rebasing: label))
        }
        return nil
    }
}

extension UTF16Order {
    /// The order that a byte order mark at the start of `bytes` tells.
    init?(markOf bytes: ByteView) {
        guard bytes.count >= 2 else { return nil }
        switch (bytes[0], bytes[1]) {
        case (0xFE, 0xFF): self = .bigEndian
        case (0xFF, 0xFE): self = .littleEndian
        default: return nil
        }
    }
}
