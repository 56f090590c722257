import Foundation
import Testing

/// What systemd is told about the service.
@Suite struct UnitTests {
    /// Of services, timers left out.
    private static let services = [
        "mailbridge.service", "mailbridge@.service", "mailbridge-audit.service", "mailbridge-audit@.service",
        "mailbridge-backup.service", "mailbridge-backup@.service",
    ]

    /// What a service may do, from its heading to the next one.
    private static func sandbox(_ unit: String) throws -> Substring {
        let text = try Repository.text("dist/systemd/\(unit)")
        let start = try #require(text.firstRange(of: " and nothing else.\n"))
        let end = try #require(text[start.upperBound...].firstRange(of: "\n#"))
        return text[start.upperBound..<end.lowerBound]
    }

    @Test("every service is in the list, and none may do more than the first", arguments: services)
    func sameSandbox(unit: String) throws {
        let found = try FileManager.default.contentsOfDirectory(
            atPath: Repository.root.appendingPathComponent("dist/systemd").path
        ).filter { $0.hasSuffix(".service") }
        #expect(Set(found) == Set(Self.services))
        let sandbox = try Self.sandbox(unit)
        #expect(sandbox.contains("\nMemoryDenyWriteExecute=yes\n"))
        #expect(sandbox == (try Self.sandbox("mailbridge.service")))
    }

    @Test("what a service keeps is its own, and a crash writes nothing of it to the disk", arguments: services)
    func privacy(unit: String) throws {
        let lines = try Repository.text("dist/systemd/\(unit)").split(separator: "\n")
        for line in ["StateDirectoryMode=0700", "UMask=0077", "LimitCORE=0"] {
            let key = line.prefix { $0 != "=" }
            #expect(lines.filter { $0.hasPrefix("\(key)=") }.map(String.init) == [line])
        }
    }

    private static let analyzer: String? = {
        let path = "/usr/bin/systemd-analyze"
        guard FileManager.default.isExecutableFile(atPath: path) else {
            print("SKIPPED: the test of the units' exposure needs systemd-analyze (Debian: package systemd)")
            return nil
        }
        return path
    }()

    @Test("systemd sees an exposure of at most 1.5", .enabled(if: analyzer != nil), arguments: services)
    func exposure(unit: String) throws {
        let command = Process()
        command.executableURL = URL(fileURLWithPath: try #require(Self.analyzer))
        command.arguments = ["security", "--offline=true", "--threshold=15", "--no-pager", "./\(unit)"]
        command.currentDirectoryURL = Repository.root.appendingPathComponent("dist/systemd")
        let output = Pipe()
        command.standardOutput = output
        command.standardError = output
        try command.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        command.waitUntilExit()
        #expect(command.terminationStatus == 0, "\(text)")
        #expect(text.contains("Overall exposure level"))
    }

    @Test("the manual names every unit of the package")
    func named() throws {
        let guide = try Repository.text("docs/operations.md")
        for unit in [
            "mailbridge.service", "mailbridge@NAME.service", "mailbridge-audit.timer", "mailbridge-backup.timer",
        ] {
            let isNamed = guide.contains("`\(unit)`")
            #expect(isNamed, "\(unit)")
        }
    }
}
