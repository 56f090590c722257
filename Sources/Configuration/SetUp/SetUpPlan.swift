public import Domain
import Marketplaces

/// The files that answers become. Writes none.
public struct SetUpPlan: Sendable {
    /// Where the files lie.
    public struct Place: Sendable {
        /// Absolute path of the configuration.
        public var configuration: String
        /// Absolute path of the directory with a file for each secret.
        public var secrets: String
        /// Absolute path of the database; nil = the usual one.
        public var store: String?

        public init(configuration: String, secrets: String, store: String?) {
            self.configuration = configuration
            self.secrets = secrets
            self.store = store
        }
    }

    public struct SecretFile: Sendable {
        public let path: String
        public let content: Secret<String>
    }

    public let place: Place
    /// Of the configuration.
    public let text: String
    public let secrets: [SecretFile]
    /// Whether mails can be sent.
    public let hasSubmission: Bool

    /// With `isDraft` stand-ins take the place of marketplaces and agents that nobody has named yet, so that what is known can
    /// be tried.
    public init(_ answers: SetUpAnswers, _ place: Place, isDraft: Bool = false) {
        let writer = SetUpWriter(answers: answers, place: place, isDraft: isDraft)
        self.place = place
        text = writer.text
        secrets = writer.secrets
        hasSubmission = answers[.submission, "host"] != nil
    }

    /// The configuration as it will be read from these files, although none is written yet.
    public func configuration() throws(ConfigurationProblems) -> Configuration {
        let checked = try ConfigurationFile.check(text: text, file: place.configuration).get()
        let known = Dictionary(secrets.map { ($0.path, $0.content) }, uniquingKeysWith: { first, _ in first })
        return try checked.resolved { reference throws(FileError) in
            guard case .file(let path) = reference, let secret = known[path] else {
                throw FileError(reason: "it is not part of the set-up")
            }
            return secret
        }
    }
}
