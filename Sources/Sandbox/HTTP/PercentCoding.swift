/// `bytes` with each `%XX` resolved (RFC 3986 §2.1), as UTF-8; nil for a stray percent sign or other than UTF-8.
func percentDecoded(_ bytes: some Sequence<UInt8>, plusIsBlank: Bool = false) -> String? {
    var result: [UInt8] = []
    var rest = bytes.makeIterator()
    while let byte = rest.next() {
        if byte == UInt8(ascii: "%") {
            guard let high = rest.next().flatMap(hexadecimalValue), let low = rest.next().flatMap(hexadecimalValue)
            else { return nil }
            result.append(high << 4 | low)
        } else {
            result.append(plusIsBlank && byte == UInt8(ascii: "+") ? 0x20 : byte)
        }
    }
    return String(validating: result, as: UTF8.self)
}

/// The pairs of an `application/x-www-form-urlencoded` text, in order; nil when it is not well encoded.
func formPairs(_ text: some StringProtocol) -> [(name: String, value: String)]? {
    var result: [(name: String, value: String)] = []
    for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
        let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = percentDecoded(halves[0], plusIsBlank: true),
            let value = halves.count > 1 ? percentDecoded(halves[1], plusIsBlank: true) : ""
        else { return nil }
        result.append((name, value))
    }
    return result
}

private func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
