/// `text` with everything but RFC 3986's unreserved characters as `%XX`.
public func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            result.append(byte)
        default: result.append(contentsOf: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]])
        }
    }
    return String(decoding: result, as: UTF8.self)
}

/// The body of a form (`application/x-www-form-urlencoded`): fields in order, blanks as `%20`.
public func formEncoded(_ fields: [(name: String, value: String)]) -> [UInt8] {
    Array(fields.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }.joined(separator: "&").utf8)
}

/// `bytes` with each `%XX` resolved (RFC 3986 §2.1), as UTF-8; nil for a stray percent sign or other than UTF-8.
public func percentDecoded(_ bytes: some Sequence<UInt8>, plusIsBlank: Bool = false) -> String? {
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
public func formPairs(_ text: some StringProtocol) -> [(name: String, value: String)]? {
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
