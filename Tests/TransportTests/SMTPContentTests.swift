import Testing

@testable import Transport

@Suite struct SMTPContentTests {
    @Test(
        "line ends become CRLF and leading dots are doubled",
        arguments: [
            ("", ""), ("a", "a\r\n"), ("a\r\n", "a\r\n"), ("a\nb", "a\r\nb\r\n"), ("a\rb\r", "a\r\nb\r\n"),
            (".", "..\r\n"), ("..\r\n.\r\n", "...\r\n..\r\n"), ("a\n.\nb", "a\r\n..\r\nb\r\n"),
            ("a\r.b", "a\r\n..b\r\n"),
            ("a.b\r\n", "a.b\r\n"), ("a\r\r\nb", "a\r\n\r\nb\r\n"), ("\n\n", "\r\n\r\n"), ("a\r\n\r\n", "a\r\n\r\n"),
        ])
    func table(_ message: String, expected: String) {
        #expect(String(decoding: smtpContent(Array(message.utf8)), as: UTF8.self) == expected)
    }

    @Test("no message can end its transmission early, and undoing the dots gives the lines back", arguments: 0..<50)
    func property(_ seed: UInt64) {
        var random = SeededNumbers(seed)
        let alphabet = Array("\r\n.ab".utf8)
        let message = (0..<Int.random(in: 0..<400, using: &random)).map { _ in
            alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        }
        let content = smtpContent(message)
        #expect(content.isEmpty || content.suffix(2) == [0x0D, 0x0A], "seed \(seed)")
        let lines = String(decoding: content, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(!lines.contains("."), "seed \(seed)")
        #expect(!lines.contains { $0.utf8.contains(0x0D) || $0.utf8.contains(0x0A) }, "seed \(seed)")
        #expect(smtpContent(undoubled(lines)) == content, "seed \(seed)")
    }

    private func undoubled(_ lines: [String]) -> [UInt8] {
        Array(lines.map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 }.joined(separator: "\r\n").utf8)
    }
}

extension String {
    /// Split at each occurrence of `separator`, as characters would hide a CRLF.
    fileprivate func components(separatedBy separator: String) -> [String] {
        let bytes = Array(utf8)
        let mark = Array(separator.utf8)
        var parts: [String] = []
        var start = 0
        var index = 0
        while index + mark.count <= bytes.count {
            if Array(bytes[index..<(index + mark.count)]) == mark {
                parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
                index += mark.count
                start = index
            } else {
                index += 1
            }
        }
        return parts + [String(decoding: bytes[start...], as: UTF8.self)]
    }
}
