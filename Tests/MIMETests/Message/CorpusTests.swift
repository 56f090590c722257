import MIME
import Testing

@Suite("Sample mails")
struct CorpusTests {
    /// Where the three parsers of `reference.tsv` agree and we differ on purpose.
    ///
    /// A multipart without any part is one text here, bytes there; two delimiters in a row hold an empty part; text of
    /// fields ends at 64 KiB; messages nest 50 deep.
    static let decided: Set<String> = [
        "cpython/msg_17.txt text_chars", "cpython/msg_17.txt text_crc", "cpython/msg_25.txt text_chars",
        "cpython/msg_25.txt text_crc", "cpython/msg_31.txt text_chars", "cpython/msg_31.txt text_crc",
        "cpython/msg_37.txt parts", "cpython/msg_41.txt text_chars", "cpython/msg_41.txt text_crc",
        "flanker/false-multipart.eml text_chars", "flanker/false-multipart.eml text_crc",
        "flanker/long-header.eml subject_chars", "mail-parser/malformed/002.eml text_chars",
        "mail-parser/malformed/002.eml text_crc", "mailparse/nested.eml text_chars", "mailparse/nested.eml text_crc",
        "mikel-mail/error_emails/bad_date_header2.eml text_chars",
        "mikel-mail/error_emails/bad_date_header2.eml text_crc", "mikel-mail/error_emails/missing_body.eml text_chars",
        "mikel-mail/error_emails/missing_body.eml text_crc",
    ]

    /// Mails with neither text nor subject nor files.
    static let silent = ["cpython/msg_18.txt", "mail-parser/malformed/000.eml"]

    @Test("what three parsers agree on is what we read", .enabled(if: Corpus.root != nil))
    func reference() throws {
        let root = try #require(Corpus.root) + "/mime"
        let table = String(decoding: Corpus.read(root + "/reference.tsv"), as: UTF8.self)
        let lines = table.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        let columns = try #require(lines.first).dropFirst(2).map(String.init)
        var compared = 0
        var differences: [String] = []
        for line in lines.dropFirst() {
            let file = String(line[0])
            let ours = MailFigures(Message(parsing: Corpus.read(root + "/" + file))).values
            for (column, (expected, value)) in zip(columns, zip(line.dropFirst(2), ours)) {
                guard !expected.hasPrefix("~"), expected != "?" else { continue }
                compared += 1
                if expected != value, !Self.decided.contains("\(file) \(column)") {
                    differences.append("\(file) \(column): \(value) instead of \(expected)")
                }
            }
        }
        print("reference.tsv: \(compared) values compared, \(differences.count) differ, \(Self.decided.count) decided")
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    }

    @Test(
        "every sample parses and can be read whole", .enabled(if: Corpus.root != nil),
        arguments: ["mime", "replies", "autoreplies", "notifications", "agent-replies"])
    func all(folder: String) throws {
        let root = try #require(Corpus.root)
        let paths = Corpus.files(in: root + "/" + folder, suffixes: [".eml", ".txt", ".email", ".msg"])
        var withDefects = 0
        for path in paths {
            let message = Message(parsing: Corpus.read(path))
            if !message.defects.isEmpty { withDefects += 1 }
            #expect(!message.parts.isEmpty)
            let isSilent = folder != "mime" || Self.silent.contains { path.hasSuffix($0) }
            #expect(isSilent || !message.displayText.isEmpty, "\(path)")
            _ = (message.body, message.attachments.map { message.fileName(of: $0) }, message.from, message.date)
        }
        print("\(folder): \(paths.count) mails read, \(withDefects) with defects of structure")
    }

    @Test("notifications: the receiving host's own results, and nobody else's", .enabled(if: Corpus.root != nil))
    func phish() throws {
        let root = try #require(Corpus.root)
        for path in Corpus.files(in: root + "/notifications", suffixes: [".eml"]) {
            let results = Message(parsing: Corpus.read(path)).authenticationResults(trusting: "mx.seller.example")
            if ["topmost-foreign-id", "id-prefix"].contains(where: { path.contains($0) }) {
                #expect(results == nil, "\(path)")
            }
            if path.contains("comment-pass") || path.contains("lower-forged") {
                #expect(results?.results(of: "dmarc").contains { $0.result == "pass" } != true, "\(path)")
            }
        }
    }
}

/// What `reference.tsv` states of a mail.
struct MailFigures {
    let values: [String]

    init(_ message: Message) {
        var parts = 0
        var textCount = 0
        var byteCount = 0
        var textSum = CRC32()
        var byteSum = CRC32()
        for part in message.parts where part.isLeaf && !Self.isExtracted(part, message) {
            parts += 1
            if part.isText {
                let scalars = message.text(of: part).unicodeScalars.filter { $0 != "\r" }
                textCount += scalars.count
                textSum.add(String(String.UnicodeScalarView(scalars)).utf8)
            } else if part.mainType != "message" {
                let content = message.content(of: part)
                byteCount += content.count
                byteSum.add(content)
            }
        }
        let addresses = message.from + message.replyTo + message.to + message.cc
        values = [
            String(parts), String(message.subject?.unicodeScalars.count ?? 0), String(addresses.mailboxes.count),
            String(textCount), String(byteCount), textSum.hexadecimal, byteSum.hexadecimal,
        ]
    }

    /// A file taken out of a text, which no other parser does.
    private static func isExtracted(_ part: Part, _ message: Message) -> Bool {
        part.coding == .uuencode && part.parent.map { message.parts[$0].isLeaf } == true
    }
}

/// CRC-32 of ISO 3309.
struct CRC32 {
    private var state: UInt32 = 0xFFFF_FFFF

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = Self.table[Int((state ^ UInt32(byte)) & 0xFF)] ^ (state >> 8) }
    }

    var hexadecimal: String {
        let digits = String(~state, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
}
