/// One mistake in a configuration file.
public struct ConfigurationProblem: Error, Sendable, Hashable, Comparable, CustomStringConvertible {
    public var file: String
    /// Counted from 1.
    public var line: Int
    /// Characters (Unicode scalars) from 1.
    public var column: Int
    /// What was found, what was expected, and the cure where one is known. Never holds the value of a secret.
    public var message: String

    /// `config.toml:12:3: error: unknown key "grce" in [bridge]; did you mean "grace"?`
    public var description: String { "\(file):\(line):\(column): error: \(message)" }

    public static func < (left: Self, right: Self) -> Bool {
        (left.file, left.line, left.column, left.message) < (right.file, right.line, right.column, right.message)
    }
}

/// All mistakes of a configuration, in the order of the text; never empty.
public struct ConfigurationProblems: Error, Sendable, Hashable, CustomStringConvertible {
    public var problems: [ConfigurationProblem]

    /// One line each.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
