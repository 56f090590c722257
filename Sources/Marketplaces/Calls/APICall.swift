import Transport

/// One call of a marketplace's API, before it is authorised.
struct APICall: Sendable {
    /// As the marketplace's reference calls it, for the log and for the rate: `cancel-order-item`.
    var operation: String
    var method = "GET"
    var address: WebAddress
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// Nil = the account's.
    var timeout: Duration?

    init(_ operation: String, _ method: String = "GET", _ address: WebAddress) {
        self.operation = operation
        self.method = method
        self.address = address
    }
}
