/// A Swift file, read as lines.
struct SourceFile: CustomStringConvertible {
    /// Relative to the package's root: `Sources/MIME/Header/Header.swift`.
    let path: String
    let lines: [Substring]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var description: String { path }

    /// The folder below `Sources` or `Tests`.
    var module: String { String(path.split(separator: "/").dropFirst().first ?? "") }

    /// The path below the module's folder.
    var pathInModule: String { path.split(separator: "/").dropFirst(2).joined(separator: "/") }

    /// Modules named by import declarations, without the members of `import struct A.B`.
    var imports: Set<String> { Set(lines.compactMap(Self.importedModule)) }

    /// `MIME` for `@testable import MIME`; nil for any other line.
    static func importedModule(_ line: Substring) -> String? {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
            words[..<place].allSatisfy({ $0.hasPrefix("@") || modifiers.contains($0) })
        else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
        let name = kinds.contains(words[place + 1]) ? words.dropFirst(place + 2).first : words[place + 1]
        return name?.split(separator: ".").first.map(String.init)
    }

    private static let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
}
