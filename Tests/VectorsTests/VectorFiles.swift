import Foundation

/// Vectors in files: those of the package, and larger ones that lie beside it and may be missing.
enum VectorFiles {
    /// Nil after printing that the file is not there.
    static func shared(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: path(name)).map(Array.init) }

    static func isShared(_ name: String) -> Bool {
        if FileManager.default.fileExists(atPath: path(name)) { return true }
        print("skipped: \(name) is not there; set MAILBRIDGE_SHARED to the folder that holds corpora/")
        return false
    }

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
