import Foundation
import Testing

@testable import MIME

/// What is written is read back equal: by our own parser and by three that know nothing of it.
@Suite("Written mails in other readers")
struct ReaderTests {
    private struct Sample {
        let name: String
        let bytes: [UInt8]
        let expected: MailReading
    }

    /// WRITTEN_MAILS=20000 makes a longer run, WRITTEN_MAILS_SEED=n repeats one.
    private static let count = number("WRITTEN_MAILS").map(Int.init) ?? 1_200
    private static let seed = number("WRITTEN_MAILS_SEED") ?? UInt64.random(in: 0...UInt64.max)

    private static func number(_ variable: String) -> UInt64? {
        ProcessInfo.processInfo.environment[variable].flatMap { UInt64($0) }
    }

    /// One set for all readers.
    private static let samples = Result {
        var generator = MailGenerator(seed: seed)
        return try (0..<count).map { _ in
            let message = generator.message()
            return Sample(
                name: message.messageID, bytes: try message.bytes(), expected: MailReading(expectedOf: message))
        }
    }

    @Test("our own parser reads every value as it was given")
    func own() throws {
        for sample in try Self.samples.get() {
            compare(MailReading(Message(parsing: sample.bytes)), with: sample) { $0 }
        }
    }

    @Test("Python's email package does so", .enabled(if: Python.isPresent, "python3 is not installed"))
    func modernPython() throws {
        // It takes 10 ms for a mail.
        try compareAll("default", by: Python.path, count: Self.count / 8) { name, address in
            // Python joins blanks in names, and puts them between adjacent encoded-words.
            [String(String.UnicodeScalarView(name.unicodeScalars.filter { $0 != " " })), address]
        }
    }

    @Test("so does its older interface", .enabled(if: Python.isPresent, "python3 is not installed"))
    func olderPython() throws {
        try compareAll("compat32", by: Python.path, count: Self.count / 2) { [$0, $1] }
    }

    @Test(
        "so does GMime",
        .enabled(if: Python.pathWithGMime != nil, "gir1.2-gmime-3.0 and python3-gi are not installed"))
    func gmime() throws {
        try compareAll("gmime", by: Python.pathWithGMime, count: Self.count) { name, address in
            // GMime trims names, and shows the Unicode of a name as in IDNA.
            var words = name.unicodeScalars[...]
            while words.first == " " { words.removeFirst() }
            while words.last == " " { words.removeLast() }
            return [String(words), address.replacing("xn--mller-kva", with: "müller")]
        }
    }

    /// Changes the name and address of a mailbox by what a reader is known to do with them.
    private typealias Change = (_ name: String, _ address: String) -> [String]

    private func compareAll(_ reader: String, by path: String?, count: Int, _ change: Change) throws {
        let samples = try Self.samples.get().prefix(count)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("written-\(reader)-\(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        var batch: [UInt8] = []
        for sample in samples { batch += Array("\(sample.bytes.count)\n".utf8) + sample.bytes }
        try Data(batch).write(to: file)
        let lines = try Python.run("read-mails.py", [reader, file.path], by: path).split(separator: UInt8(ascii: "\n"))
        try #require(lines.count == samples.count)
        for (sample, line) in zip(samples, lines) {
            let reading = try JSONDecoder().decode(MailReading.self, from: Data(line))
            compare(reading, with: sample) { $0.changingMailboxes(change) }
        }
    }

    private func compare(_ reading: MailReading, with sample: Sample, by view: (MailReading) -> MailReading) {
        let differences = view(reading).differences(from: view(sample.expected))
        #expect(differences == [], "WRITTEN_MAILS_SEED=\(Self.seed), \(sample.name)")
    }
}
