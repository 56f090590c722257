@testable import MIME

extension Checks {
    /// Encodes the input and decodes it again; then decodes the input itself, beside the slow decoders of
    /// ``ReferenceCoding``, whole and in pieces.
    mutating func checkCodings(_ bytes: [UInt8]) {
        checkBase64(bytes)
        checkQuotedPrintable(bytes)
        checkUUEncode(bytes)
        expect(Self.decoded(bytes, .identity).bytes == bytes, "bytes without coding stay")
        let base64 = Self.decoded(bytes, .base64)
        let expected = ReferenceCoding.base64(bytes)
        expect(base64.bytes == expected.bytes, "base64 as the slow decoder reads it")
        expectEqual(base64.isClean, expected.isClean, "base64 is clean")
        let quoted = Self.decoded(bytes, .quotedPrintable)
        let expectedQuoted = ReferenceCoding.quotedPrintable(bytes)
        expect(quoted.bytes == expectedQuoted.bytes, "quoted-printable as the slow decoder reads it")
        expectEqual(quoted.isClean, expectedQuoted.isClean, "quoted-printable is clean")
        for coding in ["base64", "quoted-printable", "x-uuencode", "8bit"] {
            let head = "Content-Type: application/octet-stream\nContent-Transfer-Encoding: \(coding)\n\n"
            let message = Message(parsing: Array(head.utf8) + bytes)
            for part in message.parts { check(part, of: message) }
        }
    }

    private mutating func checkBase64(_ bytes: [UInt8]) {
        let lines = OutputCursor.bytes(count: Base64Writer.lineCount(of: bytes.count)) {
            Base64Writer.writeLines(bytes, to: &$0)
        }
        expect(Self.decoded(lines, .base64) == (bytes, true), "base64 in lines comes back")
        let line = Base64Writer.encoded(bytes)
        expect(Self.decoded(line, .base64) == (bytes, true), "base64 in one line comes back")
        // Line ends at places that the input chooses.
        var broken: [UInt8] = []
        for (index, byte) in line.enumerated() {
            if !bytes.isEmpty, bytes[index % bytes.count] % 5 == 0 { broken += index % 2 == 0 ? [0x0A] : [0x0D, 0x0A] }
            broken.append(byte)
        }
        expect(Self.decoded(broken, .base64) == (bytes, true), "base64 comes back however its lines are broken")
    }

    private mutating func checkQuotedPrintable(_ bytes: [UInt8]) {
        let text = TextLines.normalized(String(decoding: bytes, as: UTF8.self))
        let written = QuotedPrintableWriter.encode(text)
        expect(Self.decoded(written, .quotedPrintable) == (text, true), "quoted-printable comes back")
        let lines = written.split(separator: 0x0A)
        expect(lines.allSatisfy { $0.count <= 77 }, "quoted-printable in lines of at most 76 bytes")
        expect(written.allSatisfy { $0 < 0x7F }, "quoted-printable in ASCII")
    }

    private mutating func checkUUEncode(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        for usesBlank in [false, true] {
            let file = ReferenceCoding.uuencoded(bytes, usesBlank: usesBlank)
            expect(Self.decoded(file, .uuencode) == (bytes, true), "uuencode comes back")
            let message = Message(parsing: Array("Subject: x\n\nbefore\n".utf8) + file + Array("after\n".utf8))
            guard message.parts.count == 2 else {
                expect(false, "a uuencoded file in a text is found")
                continue
            }
            expect(message.content(of: message.parts[1]) == bytes, "a uuencoded file in a text comes back")
            expectEqual(message.parts[1].fileName, "a.bin", "its name")
            expectEqual(message.text(of: message.parts[0]), "before\nafter\n", "the text without it")
        }
    }

    private static func decoded(_ bytes: [UInt8], _ coding: TransferCoding) -> (bytes: [UInt8], isClean: Bool) {
        let decoded = bytes.withUnsafeBufferPointer { coding.decoded($0) }
        return (decoded.bytes, decoded.defect == nil)
    }
}
