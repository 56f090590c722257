/// What a receiving host found out about a mail's origin (RFC 8601 §2.2), comments stripped.
public struct AuthenticationResults: Sendable, Hashable {
    /// The authserv-id as written.
    public let host: String
    /// Of the field's form; only 1 has a meaning so far.
    public let version: Int
    /// Empty where the field says `none`: nothing was checked.
    public let results: [Result]

    public init(host: String, version: Int = 1, results: [Result]) {
        self.host = host
        self.version = version
        self.results = results
    }

    /// One `method=result` with what it was found on.
    public struct Result: Sendable, Hashable {
        /// Lower case: `dmarc`, `dkim`, `spf`, `auth`...
        public let method: String
        /// Of the method, 1 unless the field says otherwise.
        public let version: Int
        /// Lower case: `pass`, `fail`, `none`...
        public let result: String
        public let reason: String?
        public let properties: [Property]

        public init(
            method: String, version: Int = 1, result: String, reason: String? = nil, properties: [Property] = []
        ) {
            self.method = method
            self.version = version
            self.result = result
            self.reason = reason
            self.properties = properties
        }

        /// The first value of a property such as `header.from`, written in lower case.
        public func property(_ key: String) -> String? { properties.first { $0.key == key }?.value }
    }

    /// One `ptype.property=value`.
    public struct Property: Sendable, Hashable {
        /// Lower case: `header.from`, `smtp.mailfrom`, `header.d`...
        public let key: String
        public let value: String

        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// All results of `method`, written in lower case.
    public func results(of method: String) -> [Result] { results.filter { $0.method == method } }
}
