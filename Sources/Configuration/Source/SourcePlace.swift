/// A place in a configuration file.
struct SourcePlace: Sendable, Hashable {
    var file: String
    var line: Int
    var column: Int

    func problem(_ message: String) -> ConfigurationProblem {
        ConfigurationProblem(file: file, line: line, column: column, message: message)
    }
}
