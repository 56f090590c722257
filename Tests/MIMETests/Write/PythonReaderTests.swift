import Foundation
import Testing

@testable import MIME

/// Reads our mails with an independent parser: the one of Python's standard library.
@Suite struct PythonReaderTests {
    private struct Reading: Decodable {
        var subject: String, from: [[String]], to: [[String]], messageID: String, references: [String], date: Double
        var extra: String, names: [String], defects: [String], texts: [String], types: [String], files: [[String]]
    }

    @Test("Python's email package reads what was written", .enabled(if: Python.isPresent))
    func reading() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = MailGenerator(seed: seed)
        let messages = (0..<150).map { _ in generator.message() }
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("written-mails-\(seed)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let files = try messages.enumerated().map { index, message in
            let file = directory.appendingPathComponent("\(index).eml")
            try Data(message.bytes()).write(to: file)
            return file.path
        }
        let output = try Python.run("read-mails.py", files)
        let lines = output.split(separator: UInt8(ascii: "\n"))
        try #require(lines.count == messages.count)
        for (message, line) in zip(messages, lines) {
            let reading = try JSONDecoder().decode(Reading.self, from: Data(line))
            let hint = Comment("seed \(seed): \(message.messageID)")
            #expect(reading.subject == message.subject, hint)
            #expect(reading.from == [[message.from.name ?? "", message.from.address]], hint)
            #expect(reading.to == message.to.map { [$0.name ?? "", $0.address] }, hint)
            #expect(reading.messageID == "<\(message.messageID)>", hint)
            #expect(reading.references == message.references.map { "<\($0)>" }, hint)
            #expect(reading.date == Double(message.date.secondsSinceEpoch), hint)
            #expect(reading.extra == message.fields.first?.value ?? "None", hint)
            #expect(reading.defects == [], hint)
            #expect(reading.types == (message.html == nil ? ["text/plain"] : ["text/plain", "text/html"]), hint)
            let texts = reading.texts.map { String(decoding: Data(base64Encoded: $0) ?? Data(), as: UTF8.self) }
            #expect(texts == [message.text, message.html].compactMap(\.self).map(MailGenerator.lines), hint)
            let written = message.attachments.map {
                [$0.name, $0.type, $0.contentID.map { "<\($0)>" } ?? "", Data($0.bytes).base64EncodedString()]
            }
            #expect(Set(reading.files.map { $0[0] }) == Set(written.map { $0[0] }), hint)
            #expect(Set(reading.files.map { $0.dropFirst() }) == Set(written.map { $0.dropFirst() }), hint)
        }
    }

    @Test("Python is looked for")
    func presence() {
        if !Python.isPresent { print("python3 is not there; written mails were not read by it") }
    }
}

enum Python {
    static let path = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    static var isPresent: Bool { path != nil }

    /// Runs a script of the fixtures; returns what it prints.
    static func run(_ script: String, _ arguments: [String]) throws -> Data {
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Fixtures/MIME")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path))
        process.arguments = [fixtures.appendingPathComponent(script).path] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return output
    }
}
