/// `[log]`
public struct LogSettings: Sendable, Hashable {
    public enum Level: String, Sendable, CaseIterable {
        case trace, debug, info, notice, warning, error, critical
    }

    public enum Format: String, Sendable, CaseIterable {
        /// One line of `key=value` pairs per event.
        case text
        /// One JSON object per event.
        case json
    }

    public var level: Level
    public var format: Format
}
