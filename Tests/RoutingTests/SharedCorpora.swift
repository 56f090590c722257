import Foundation

/// Large test data that lies beside the package and may be missing.
enum SharedCorpora {
    /// The lines of a tab-separated file as dictionaries by its header; nil if it is missing.
    static func rows(of name: String) -> [[String: String]]? {
        guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { line in
            Dictionary(zip(header, line).map { (String($0), String($1)) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Prints a line if it is not.
    static func isPresent(_ name: String) -> Bool {
        if FileManager.default.fileExists(atPath: folder.appending(path: name).path) { return true }
        print("skipped: \(name) is not there; set MAILBRIDGE_SHARED to the folder that holds corpora/")
        return false
    }

    private static var folder: URL {
        if let shared = ProcessInfo.processInfo.environment["MAILBRIDGE_SHARED"] {
            return URL(filePath: shared).appending(path: "corpora")
        }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.deletingLastPathComponent().appending(path: "shared/corpora")
    }
}
