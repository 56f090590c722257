/// A request that the marketplace would not carry out; each stand-in puts it into its own error body.
struct Refusal: Error, Sendable, Hashable {
    var status: Int
    /// The marketplace's machine-readable word for it: Kaufland's problem type, Amazon's code.
    var code: String?
    /// Name of the offending parameter or key.
    var field: String?
    var message: String
    /// Methods for a 405 (RFC 9110 §15.5.6).
    var allow: String?

    init(_ status: Int, _ message: String, code: String? = nil, field: String? = nil, allow: String? = nil) {
        self.status = status
        self.code = code
        self.field = field
        self.message = message
        self.allow = allow
    }
}
