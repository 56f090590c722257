import Glibc
import TestSupport
import Testing

@Suite("LMTP, whatever is said")
struct LMTPCheckTests {
    private static let words = [
        "LHLO c", "MAIL FROM:<a@b.example>", "MAIL FROM:<>", "RCPT TO:<shop@seller.example>",
        "RCPT TO:<x@bridge.example>",
        "RCPT TO:<no@where.example>", "DATA", "RSET", "NOOP", "QUIT", "VRFY x", "\r\n", "\r\n", "\r\n", "\n", "\r", ".",
        "..",
        "Subject: x", " SIZE=5", " BODY=8BITMIME", "\u{0}", "ü", "=", "<", ">",
    ]

    @Test("any words in any order are answered the same however they are cut", arguments: 0..<300 as Range<UInt64>)
    func anything(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var text =
            Bool.random(using: &random) ? "LHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<shop@seller.example>\r\nDATA\r\n" : ""
        for _ in 0..<Int.random(in: 1...80, using: &random) { text += Self.words.randomElement(using: &random) ?? "" }
        #expect(FuzzTarget.lmtp.failures(for: Array(text.utf8)).isEmpty, "seed \(seed)")
    }

    @Test("what the fuzzer begins with holds too")
    func seeds() throws {
        let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
        let folder = "\(root)/Fuzz/seeds/lmtp"
        let directory = try #require(opendir(folder))
        defer { closedir(directory) }
        var count = 0
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard !name.hasPrefix(".") else { continue }
            count += 1
            #expect(FuzzTarget.lmtp.failures(for: Array(readText("\(folder)/\(name)").utf8)).isEmpty, "\(name)")
        }
        #expect(count > 3)
    }
}
