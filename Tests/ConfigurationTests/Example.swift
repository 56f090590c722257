import Configuration
import Foundation

/// The shipped example.
enum Example {
    static func text() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "config.example.toml"), encoding: .utf8)
    }
}

extension String {
    /// This text as a configuration without mistakes.
    func checked() throws -> CheckedConfiguration { try ConfigurationFile.check(text: self, file: "config.toml").get() }

    /// The mistakes in this text, one line each.
    func problems() -> [String] {
        switch ConfigurationFile.check(text: self, file: "config.toml") {
        case .success: []
        case .failure(let problems): problems.problems.map(\.description)
        }
    }
}
