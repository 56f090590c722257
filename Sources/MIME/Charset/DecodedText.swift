/// Text whose label may be missing, wrong or too narrow.
struct DecodedText {
    var text: String
    var defects: [Defect.Kind] = []

    /// Decodes `bytes` as `label` says, or as they look if there is no usable label.
    ///
    /// - Parameter isHTML: whether a `<meta charset>` may stand in for the label.
    init(_ bytes: ByteView, label: String?, isHTML: Bool) {
        let isEightBit = bytes.hasHighBytes
        var declared = label.flatMap(Charset.init(label:))
        if let label, declared == nil, !label.isEmpty { defects.append(.unknownCharset) }
        if let label, Self.isASCII(label) {
            declared = isEightBit ? nil : .utf8
        }
        switch declared {
        case .utf8?:
            text = ""
            decodeUTF8(bytes)
        case let charset?:
            text = charset.string(bytes)
        case nil where !isEightBit:
            text = String(decoding: bytes, as: UTF8.self)
        case nil:
            if defects.isEmpty { defects.append(.undeclaredCharset) }
            text = Self.guess(bytes, isHTML: isHTML).string(bytes)
        }
    }

    /// Bytes that call themselves UTF-8. A few broken ones are replaced; if many are, they are no UTF-8.
    private mutating func decodeUTF8(_ bytes: ByteView) {
        let content = bytes.view((bytes.starts(with: "\u{FEFF}") ? 3 : 0)..<bytes.count)
        if let valid = String(validating: content, as: UTF8.self) {
            text = valid
            return
        }
        var repaired: [UInt8] = []
        let count = UTF8Repair.decode(content, into: &repaired)
        let bad = count.bad - (count.isCutAtEnd ? 1 : 0)
        if bad * 100 > count.good + bad {
            defects.append(.wrongCharset)
            text = Charset.windows1252.string(content)
        } else {
            defects.append(.malformedText)
            text = String(decoding: repaired, as: UTF8.self)
        }
    }

    private static func guess(_ bytes: ByteView, isHTML: Bool) -> Charset {
        if bytes.starts(with: "\u{FEFF}") { return .utf8 }
        if let order = UTF16Order(markOf: bytes) { return .utf16(order) }
        if String(validating: bytes, as: UTF8.self) != nil { return .utf8 }
        if isHTML, let named = metaCharset(bytes.view(0..<1024)), named != .utf8 { return named }
        return .windows1252
    }

    /// The set named by `charset=` in the head of an HTML document.
    private static func metaCharset(_ head: ByteView) -> Charset? {
        let key: StaticString = "charset="
        var position = 0
        while let equals = head.position(of: UInt8(ascii: "="), from: position) {
            position = equals + 1
            guard position >= 8, head.view(position - 8..<position).equalsFolded(key) else { continue }
            let label = head.view(position..<position + 40).drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
                .prefix { $0.isTokenCharacter && $0 != UInt8(ascii: "'") }
            return Charset(label: String(decoding: label, as: UTF8.self))
        }
        return nil
    }

    private static func isASCII(_ label: String) -> Bool {
        let key = label.lowercased().filter { $0.isLetter || $0.isNumber }
        return ["usascii", "ascii", "ansix341968", "iso646us", "us"].contains(key)
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
