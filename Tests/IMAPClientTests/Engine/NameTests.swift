import Domain
import TestSupport
import Testing

@testable import IMAPClient

@Suite struct NameTests {
    @Test(
        "folder names of all alphabets round-trip",
        arguments: [
            ("Köln", "K&APY-ln"), ("a&b", "a&-b"), ("台北", "&U,BTFw-"), ("日本語", "&ZeVnLIqe-"), ("😀", "&2D3eAA-"),
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"), ("", ""), ("a\tb", "a&AAk-b"),
        ])
    func utf7(_ text: String, _ wire: String) {
        #expect(String(decoding: MailboxName(text).bytes, as: UTF8.self) == wire)
        let name = MailboxName(wire: Array(wire.utf8))
        #expect(name.text == text)
        #expect(name.isWellFormed)
        #expect(name == MailboxName(text))
    }

    @Test(
        "names that are no modified UTF-7 keep their bytes",
        arguments: ["bad&-name&", "&", "&AGE-", "&U,BTFw", "&!!-", "&2D0-", "ä", "&APY-&APY-", "&AP-"])
    func rawNames(_ wire: String) {
        let name = MailboxName(wire: Array(wire.utf8))
        #expect(name.bytes == Array(wire.utf8))
        #expect(!name.isWellFormed)
    }

    @Test("random texts survive the encoding, and random bytes are kept as they are") func random() {
        var random = SeededGenerator(seed: 77)
        for _ in 0..<3000 {
            let scalars = (0..<Int.random(in: 0...9, using: &random)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...(Bool.random(using: &random) ? 0x7F : 0x1_F9FF), using: &random))
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            let name = MailboxName(String(text))
            #expect(MailboxName(wire: name.bytes).text.unicodeScalars.elementsEqual(scalars), "seed 77: \(scalars)")
            let bytes = scalars.map { UInt8(truncatingIfNeeded: $0.value) }
            #expect(MailboxName(wire: bytes).bytes.count == bytes.count, "seed 77: \(bytes)")
        }
    }

    @Test("the inbox has one name in any case, its neighbours do not") func inbox() {
        #expect(MailboxName("inBox") == .inbox)
        #expect(MailboxName("Inbox2") != MailboxName("INBOX2"))
    }

    @Test("levels are told from the outermost") func levels() {
        let slash = UInt8(ascii: "/")
        #expect(MailboxName("a/b/c").levels(separator: slash) == ["a", "a/b", "a/b/c"])
        #expect(MailboxName("a/b").levels(separator: nil) == ["a/b"])
        #expect(MailboxName("/a").levels(separator: slash) == ["/a"])
    }

    @Test(
        "paths take the server's prefix and separator",
        arguments: [
            ("", "/", ["Tickets", "Kaufland"], "Tickets/Kaufland"),
            ("INBOX.", ".", ["Tickets", "a.b"], "INBOX.Tickets.a_b"),
            ("INBOX.", ".", ["inbox"], "INBOX"), ("INBOX.", ".", ["INBOX", "x"], "INBOX.x"), ("", "/", ["a/b"], "a_b"),
            ("", "\\", ["Märkte", ""], "Märkte"),
        ])
    func paths(_ prefix: String, _ separator: String, _ path: [String], _ expected: String) {
        let namespace = Namespaces.Namespace(prefix: MailboxName(prefix), separator: separator.utf8.first)
        #expect(namespace.mailbox(path: path) == MailboxName(expected))
    }

    @Test("flags compare without case and are atoms") func flags() {
        #expect(Flag("\\seen") == .seen)
        #expect(Flag("$mailbridgeERROR") == .mailbridgeError)
        for bad in ["", "\\", "a b", "a)", "ä", "a\r\n", "\\*", "{3}", "a]"] { #expect(Flag(bad) == nil) }
    }

    @Test(
        "UID sets are ascending and compact",
        arguments: [
            ([3, 1, 2], "1:3"), ([5], "5"), ([9, 7, 9, 8, 20], "7:9,20"), ([], ""), ([4_294_967_295], "4294967295:*"),
        ])
    func sets(_ numbers: [UInt32], _ text: String) {
        let set = UIDSet(numbers.map { UID($0) })
        #expect(set.description == text)
        #expect(Array(set.uids) == Set(numbers).sorted().map { UID($0) })
        #expect(set.count == Set(numbers).count)
        for number: UInt32 in [1, 4, 5, 8, 19, 20, 21] {
            #expect(set.contains(UID(number)) == numbers.contains(number))
        }
    }

    @Test("a set of all UIDs counts without overflow, and overlap is no matter") func largeSets() {
        #expect(UIDSet(from: .first).count == 4_294_967_295)
        #expect(UIDSet(ranges: [5...9, 1...UInt32.max, 3...4]).description == "1:*")
        let scattered = UIDSet((1...1000).map { UID($0 * 1_000_003) })
        #expect(scattered.pieces.allSatisfy { $0.description.utf8.count < 4000 })
        #expect(scattered.pieces.reduce(0) { $0 + $1.count } == 1000)
    }

    @Test("COPYUID maps by place") func copied() throws {
        let copied = try #require(
            CopiedUIDs(uidValidity: UIDValidity(1), sources: [304...304, 319...320], destinations: [3956...3958]))
        #expect([304, 319, 320, 5].map { copied.destination(of: UID($0))?.number } == [3956, 3957, 3958, nil])
    }

    @Test(
        "dates round-trip, also before 1970",
        arguments: [" 2-Nov-2026 07:05:09 +0100", "31-Dec-1969 23:59:59 +0000", "29-Feb-2028 00:00:00 -1130"])
    func dates(_ text: String) throws {
        #expect(try #require(InternalDate(Array(text.utf8))).description == text)
    }

    @Test(
        "what is no date is none",
        arguments: [
            "", "32-Jan-2026 00:00:00 +0000", "1-Foo-2026 00:00:00 +0000", "1-Jan-2026 00:00:00",
            "1-Jan-2026 24:00:00 +0000", "1-Jan-2026 00:00:00 +0000x",
        ])
    func badDates(_ text: String) {
        #expect(InternalDate(Array(text.utf8)) == nil)
    }
}
