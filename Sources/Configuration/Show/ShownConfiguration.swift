/// The effective settings with their origins, in the order of the sections; without the value of any secret.
public struct ShownConfiguration: Sendable, Hashable {
    /// Where a value comes from.
    public enum Origin: Sendable, Hashable, CustomStringConvertible {
        case file(String, line: Int)
        case byDefault

        public var description: String {
            switch self {
            case .file(let name, let line): "\(name):\(line)"
            case .byDefault: "default"
            }
        }
    }

    public struct Setting: Sendable, Hashable {
        public var key: String
        /// As TOML writes it; a secret as the place where it lies.
        public var value: String
        public var origin: Origin
    }

    public struct Section: Sendable, Hashable {
        /// `[bridge]`, `[[mailbox]]`
        public var header: String
        public var settings: [Setting]
    }

    /// Which settings are shown.
    public enum Selection: Sendable {
        case all
        /// Those that a file sets.
        case changed
        /// Those that no file sets.
        case defaults
    }

    public var sections: [Section] = []
}
