/// A value followed by parameters, as in Content-Type and Content-Disposition (RFC 2045 §5.1, RFC 2183, RFC 2231).
public struct ParameterizedValue: Sendable, Hashable {
    /// The part before the first semicolon, in lower case.
    public var value: String
    /// In order, each name once; continued and encoded values are put together.
    public var parameters: [Parameter]
    /// What was ignored: words that are no parameter, repeated names, parameters behind the limit;
    /// or that a semicolon was missing. Each kind at most once.
    public internal(set) var defects: [Defect.Kind] = []

    public struct Parameter: Sendable, Hashable {
        /// Lower case, without RFC 2231's stars.
        public let name: String
        /// Decoded.
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(value: String = "", parameters: [Parameter] = []) {
        self.value = value
        self.parameters = parameters
    }

    /// The value of the parameter called `name`, which is in lower case.
    public subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }
}
