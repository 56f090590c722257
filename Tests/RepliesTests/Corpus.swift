import FoundationEssentials

/// The big corpora that lie beside the repository, where they do.
enum Corpus {
    /// `MAILBRIDGE_SHARED`, else `../shared` beside the package.
    static let root: String = {
        if let given = ProcessInfo.processInfo.environment["MAILBRIDGE_SHARED"] { return given }
        return FileManager.default.currentDirectoryPath + "/../shared"
    }()

    static func path(_ name: String) -> String { "\(root)/corpora/\(name)" }

    /// Says so on the console where the corpus is missing.
    static func isThere(_ name: String) -> Bool {
        if FileManager.default.fileExists(atPath: path(name)) { return true }
        print("corpus \(name) is not beside the repository: its tests are skipped")
        return false
    }

    static func bytes(_ path: String) -> [UInt8]? { FileManager.default.contents(atPath: path).map { Array($0) } }

    static func text(_ path: String) -> String? { bytes(path).map { String(decoding: $0, as: UTF8.self) } }

    /// Names in a folder, sorted.
    static func names(in path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}
