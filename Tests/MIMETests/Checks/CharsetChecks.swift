@testable import MIME

extension Checks {
    /// Decodes bytes by a label: the input's first line is the label, the rest the bytes.
    mutating func checkCharset(_ input: [UInt8]) {
        let end = input.firstIndex(of: 0x0A) ?? input.count
        let label = String(decoding: input[..<end], as: UTF8.self)
        let bytes = Array(input.dropFirst(end + 1))
        if let charset = Charset(label: label) { check(charset, bytes) }
        for isHTML in [false, true] {
            let decoded = bytes.withUnsafeBufferPointer { view in
                Array(label.utf8).withUnsafeBufferPointer { DecodedText(view, label: $0, isHTML: isHTML) }
            }
            expect(
                decoded.text.utf8.count <= Self.mostTextBytes(bytes.count),
                "\(label): \(decoded.text.utf8.count) of \(bytes.count)"
            )
            expectEqual(Set(decoded.defects).count, decoded.defects.count, "each defect once")
        }
        let head = "Subject: =?\(label)?Q?x?= y\nContent-Type: text/plain; charset=\"\(label)\"\n\n"
        let message = Message(parsing: Array(head.utf8) + bytes)
        for part in message.parts { check(part, of: message) }
        for field in message.header.fields { check(field, limits: .default) }
    }

    /// A byte becomes U+FFFD at most; of the two bytes of a character that JIS X 0212 lacks become three of them.
    static func mostTextBytes(_ count: Int) -> Int { 9 * count / 2 + 3 }

    private mutating func check(_ charset: Charset, _ bytes: [UInt8]) {
        let (text, replacements) = Self.decode(bytes, charset)
        expect(
            replacements >= 0 && replacements <= bytes.count, "\(charset): \(replacements) of \(bytes.count) replaced")
        expect(
            text.count <= Self.mostTextBytes(bytes.count), "\(charset): \(text.count) bytes of text of \(bytes.count)")
        expect(Self.isUTF8(text), "\(charset): text is UTF-8")
        let marks = text.indices.dropLast(2).count { text[$0] == 0xEF && text[$0 + 1] == 0xBF && text[$0 + 2] == 0xBD }
        expect(replacements == 0 || marks > 0, "\(charset): what is replaced shows")
        let (behind, _) = Self.decode(bytes, charset, behind: Array("before".utf8))
        expect(behind == Array("before".utf8) + text, "\(charset): text is appended")
        expect(Array(bytes.withUnsafeBufferPointer { charset.string($0) }.utf8) == text, "\(charset): string and bytes")
        switch charset {
        case .utf8:
            expect(text == Array(String(decoding: bytes, as: UTF8.self).utf8), "UTF-8 as the standard library reads it")
        case .singleByte:
            if !bytes.contains(where: { $0 > 0x7F }) { expect(text == bytes, "\(charset): ASCII stays") }
            expectEqual(
                String(decoding: text, as: UTF8.self).unicodeScalars.count, bytes.count, "\(charset): a scalar a byte")
        case .utf16(.littleEndian): checkUTF16(text, bytes, high: 1)
        case .utf16(.bigEndian): checkUTF16(text, bytes, high: 0)
        case .utf16(.wideLittleEndian): checkUTF32(text, bytes, isLittleEndian: true)
        case .utf16(.wideBigEndian): checkUTF32(text, bytes, isLittleEndian: false)
        default: break
        }
    }

    private static func decode(_ bytes: [UInt8], _ charset: Charset, behind: [UInt8] = []) -> ([UInt8], Int) {
        var text = ByteBuffer(capacity: 0)
        behind.withUnsafeBufferPointer { text.append($0) }
        let replacements = bytes.withUnsafeBufferPointer { charset.decode($0, into: &text) }
        return (Array(text.view), replacements)
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) } != nil
    }

    /// Compares with the standard library's UTF-16.
    private mutating func checkUTF16(_ text: [UInt8], _ bytes: [UInt8], high: Int) {
        var units = stride(from: 0, to: bytes.count - 1, by: 2).map {
            UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + 1 - high])
        }
        if units.first == 0xFEFF { units.removeFirst() }
        let rest = bytes.count % 2 == 0 ? "" : "\u{FFFD}"
        expect(
            text == Array((String(decoding: units, as: UTF16.self) + rest).utf8),
            "UTF-16 as the standard library reads it")
    }

    private mutating func checkUTF32(_ text: [UInt8], _ bytes: [UInt8], isLittleEndian: Bool) {
        var expected = String.UnicodeScalarView()
        for start in stride(from: 0, to: bytes.count, by: 4) {
            let unit = bytes[start..<min(start + 4, bytes.count)]
            let value = (isLittleEndian ? Array(unit.reversed()) : Array(unit)).reduce(0) { $0 << 8 | UInt32($1) }
            let scalar = unit.count == 4 ? Unicode.Scalar(value) : nil
            if start > 0 || scalar != "\u{FEFF}" { expected.append(scalar ?? "\u{FFFD}") }
        }
        expect(text == Array(String(expected).utf8), "UTF-32, four bytes a character")
    }
}
