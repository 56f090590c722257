/// Where a secret lies; the configuration never holds the secret itself.
public enum SecretReference: Sendable, Hashable, CustomStringConvertible {
    /// Absolute path of a file.
    case file(String)
    /// Name of a file below `$CREDENTIALS_DIRECTORY` (systemd's `LoadCredential=`).
    case credential(String)
    /// Name of an environment variable.
    case environment(String)

    /// As the configuration writes it.
    public var description: String {
        switch self {
        case .file(let path): "{ file = \(tomlString(path)) }"
        case .credential(let name): "{ credential = \(tomlString(name)) }"
        case .environment(let name): "{ env = \(tomlString(name)) }"
        }
    }
}
