/// The mailbox name encoding of IMAP4rev1 (RFC 3501 §5.1.3): printable ASCII as is, `&` as `&-`, all else as UTF-16 in
/// base64 with `,` for `/`, between `&` and `-`.
enum ModifiedUTF7 {
    /// Nil if `bytes` are not the one canonical encoding of a text; such names can only be kept as bytes.
    static func decode(_ bytes: [UInt8]) -> String? {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            guard (0x20...0x7E).contains(byte) else { return nil }
            position += 1
            if byte != UInt8(ascii: "&") {
                units.append(UInt16(byte))
                continue
            }
            guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "-")) else { return nil }
            if end == position {
                units.append(UInt16(byte))
            } else {
                guard let shifted = decodeShifted(bytes[position..<end]) else { return nil }
                units.append(contentsOf: shifted)
            }
            position = end + 1
        }
        guard let text = String(validating: units, as: UTF16.self), encode(text) == bytes else { return nil }
        return text
    }

    static func encode(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        var pending: [UInt16] = []
        func flush() {
            if pending.isEmpty { return }
            result.append(UInt8(ascii: "&"))
            encodeShifted(pending, into: &result)
            result.append(UInt8(ascii: "-"))
            pending.removeAll(keepingCapacity: true)
        }
        for unit in text.utf16 {
            guard (0x20...0x7E).contains(unit) else {
                pending.append(unit)
                continue
            }
            flush()
            result.append(UInt8(truncatingIfNeeded: unit))
            if unit == UInt16(UInt8(ascii: "&")) { result.append(UInt8(ascii: "-")) }
        }
        flush()
        return result
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

    private static func encodeShifted(_ units: [UInt16], into result: inout [UInt8]) {
        var bits: UInt32 = 0
        var width = 0
        for unit in units {
            bits = bits << 16 | UInt32(unit)
            width += 16
            while width >= 6 {
                width -= 6
                result.append(alphabet[Int(bits >> UInt32(width) & 0x3F)])
            }
            bits &= 0x3F
        }
        if width > 0 { result.append(alphabet[Int(bits << UInt32(6 - width) & 0x3F)]) }
    }

    private static func decodeShifted(_ bytes: ArraySlice<UInt8>) -> [UInt16]? {
        var units: [UInt16] = []
        var bits: UInt32 = 0
        var width = 0
        for byte in bytes {
            guard let value = value(of: byte) else { return nil }
            bits = (bits << 6 | value) & 0x3F_FFFF
            width += 6
            if width >= 16 {
                width -= 16
                units.append(UInt16(truncatingIfNeeded: bits >> UInt32(width)))
            }
        }
        return units
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case 0x41...0x5A: UInt32(byte) - 0x41
        case 0x61...0x7A: UInt32(byte) - 0x61 + 26
        case 0x30...0x39: UInt32(byte) - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: ","): 63
        default: nil
        }
    }
}
