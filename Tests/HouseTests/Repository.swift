import Foundation
import Testing

/// The package's own files, as they lie in the working copy.
enum Repository {
    /// Found through this file, links resolved, so that the tests also run from a package that links to this one's folders.
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    /// Paths below `folder` that end in `.ending`, sorted, relative to the root.
    static func files(in folder: String, ending: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
            .filter { $0.hasSuffix(".\(ending)") }.map { "\(folder)/\($0)" }.sorted()
    }

    /// Swift files of the modules and of the tests.
    static let sources: [SourceFile] = load("Sources")
    static let testSources: [SourceFile] = load("Tests")

    /// A folder that cannot be read counts as empty; the tests ask that it is not.
    private static func load(_ folder: String) -> [SourceFile] {
        let paths = (try? files(in: folder, ending: "swift")) ?? []
        return paths.compactMap { path in (try? text(path)).map { SourceFile(path: path, text: $0) } }
    }

    /// The targets as the package manager understands them, asked for once.
    static func targets() throws -> [PackageTarget] { try asked.get() }

    private static let asked = Result { try dumpPackage() }

    /// Works in a directory of its own, because `swift test` holds the lock of the usual one.
    private static func dumpPackage() throws -> [PackageTarget] {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("house-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let command = Process()
        command.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        command.arguments = [
            "swift", "package", "--package-path", root.path, "--scratch-path", scratch.path, "dump-package",
        ]
        let output = Pipe()
        command.standardOutput = output
        try command.run()
        let description = output.fileHandleForReading.readDataToEndOfFile()
        command.waitUntilExit()
        try #require(command.terminationStatus == 0, "swift package dump-package")
        return try JSONDecoder().decode(PackageFacts.self, from: description).targets
    }
}
