import Foundation

/// Vectors in files: those of the package, and larger ones that lie beside it and may be missing.
enum VectorFiles {
    static func shared(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: path(name)).map(Array.init) }

    /// False, with one printed line that says why, where the larger ones are not there.
    static let areShared: Bool = {
        let missing = ["clocks.tsv", "clock-scores.tsv", "holidays.tsv"].filter {
            !FileManager.default.fileExists(atPath: path($0))
        }
        if !missing.isEmpty {
            print(
                "SKIPPED: \(missing.joined(separator: ", ")): set MAILBRIDGE_SHARED to the folder that holds corpora/")
        }
        return missing.isEmpty
    }()

    static func own(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: root.appending(path: "Tests/Fixtures/Clocks/\(name)").path).map(Array.init)
    }

    private static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }

    private static func path(_ name: String) -> String {
        let folder =
            ProcessInfo.processInfo.environment["MAILBRIDGE_SHARED"].map { URL(filePath: $0) }
            ?? root.deletingLastPathComponent().appending(path: "shared")
        return folder.appending(path: "corpora").appending(path: name).path
    }
}
