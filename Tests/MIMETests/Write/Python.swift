import Foundation
import Testing

/// Programs in Python that are looked for, not brought along.
enum Python {
    static let path = candidates.first

    static var isPresent: Bool { path != nil }

    /// The interpreter that finds GMime: another one than Debian's own may be first in the path, without its packages.
    static let pathWithGMime = candidates.first { path in
        let probe = "import gi; gi.require_version('GMime', '3.0'); from gi.repository import GMime"
        return (try? run(path, ["-c", probe])) != nil
    }

    private static let candidates: [String] = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (["/usr/bin", "/usr/local/bin"] + folders).map { $0 + "/python3" }
            .filter { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Runs a script of the fixtures; returns what it prints.
    static func run(_ script: String, _ arguments: [String], by path: String? = path) throws -> Data {
        let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Fixtures/MIME")
        return try run(try #require(path), [fixtures.appendingPathComponent(script).path] + arguments)
    }

    private static func run(_ path: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        if arguments.first == "-c" { process.standardError = FileHandle.nullDevice }
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return output
    }

    struct Failure: Error { let status: Int32 }
}
