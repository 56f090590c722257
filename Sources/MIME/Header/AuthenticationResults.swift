/// What a receiving host found out about a mail's origin (RFC 8601 §2.2), comments stripped.
public struct AuthenticationResults: Sendable, Hashable {
    /// The authserv-id as written.
    public let host: String
    public let results: [Result]

    public init(host: String, results: [Result]) {
        self.host = host
        self.results = results
    }

    /// One `method=result` with what it was found on.
    public struct Result: Sendable, Hashable {
        /// Lower case: `dmarc`, `dkim`, `spf`, `auth`...
        public let method: String
        /// Lower case: `pass`, `fail`, `none`...
        public let result: String
        public let reason: String?
        public let properties: [Property]

        public init(method: String, result: String, reason: String? = nil, properties: [Property] = []) {
            self.method = method
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
