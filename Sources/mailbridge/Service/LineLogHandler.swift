import Domain
import FoundationEssentials
import Logging

/// One line per event on standard error: `time level event key=value …`, or one JSON object.
struct LineLogHandler: LogHandler {
    enum Format: Sendable { case text, json }

    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    let format: Format
    /// Under systemd the journal stamps the time, and levels are told by a prefix (sd-daemon(3)).
    let isJournal: Bool

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let values = all.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        complainRaw(line(event.level, "\(event.message)", values))
    }

    func line(_ level: Logger.Level, _ event: String, _ values: [(String, String)]) -> String {
        let time = isJournal ? nil : Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).description
        switch format {
        case .text:
            let pairs = values.map { "\($0)=\(Self.quoted($1))" }
            let head = isJournal ? ["<\(Self.priority(level))>\(event)"] : [time ?? "", level.rawValue, event]
            return (head + pairs).joined(separator: " ") + "\n"
        case .json:
            var fields = Dictionary(values) { first, _ in first }
            fields["time"] = time ?? Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).description
            fields["level"] = level.rawValue
            fields["event"] = event
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            guard let data = try? encoder.encode(fields) else { return "{\"event\":\"unprintable\"}\n" }
            return String(decoding: data, as: UTF8.self).printableJSON + "\n"
        }
    }

    /// Values with blanks, quotes or what is not printable are quoted, so that a line stays one line and can be split.
    private static func quoted(_ value: String) -> String {
        let isPlain = value.unicodeScalars.allSatisfy { $0.isPrintable && $0 != " " && $0 != "\"" && $0 != "=" }
        guard !isPlain || value.isEmpty else { return value }
        var result = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where !scalar.isPrintable: result += String(scalar).printableLine
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    private func complainRaw(_ line: String) { write(line, to: 2) }
}
