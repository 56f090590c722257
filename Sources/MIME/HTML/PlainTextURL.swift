/// A link's target as it is printed.
struct PlainTextURL {
    /// Without white space and control characters.
    let bytes: [UInt8]

    /// Nil for what leads nowhere outside of the mail.
    init?(_ target: [UInt8]) {
        bytes = target.filter { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
        guard let first = bytes.first, first != UInt8(ascii: "#") else { return nil }
        for scheme in ["javascript:", "cid:", "about:"] where hasPrefix(scheme, in: bytes[...]) { return nil }
    }

    /// Whether the link's text says the same as the URL.
    func isShown(by text: ArraySlice<UInt8>) -> Bool {
        Self.essence(text.filter { $0 > 0x20 }[...]).elementsEqual(Self.essence(bytes[...]))
    }

    /// Without scheme and closing slash, in lower case.
    private static func essence(_ url: ArraySlice<UInt8>) -> [UInt8] {
        var rest = url
        for scheme in ["https://", "http://", "mailto:", "tel:"] where hasPrefix(scheme, in: rest) {
            rest = rest.dropFirst(scheme.utf8.count)
            break
        }
        if rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
        return rest.map(\.lowercased)
    }
}

/// Whether `bytes` start with `prefix`, which is ASCII in lower case, in any case.
private func hasPrefix(_ prefix: String, in bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count >= prefix.utf8.count && zip(bytes, prefix.utf8).allSatisfy { $0.lowercased == $1 }
}
