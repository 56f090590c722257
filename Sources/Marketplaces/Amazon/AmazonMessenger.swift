import Domain

/// Begins conversations: asks what the order allows, uploads the files, and sends.
struct AmazonMessenger: Sendable {
    let api: AmazonAPI
    let orders: AmazonOrders
    let limits: Capabilities.Limits

    /// The kinds of messages that the order allows now.
    func allowed(on number: OrderNumber) async throws(ConnectorError) -> [AmazonMessage] {
        guard let marketplace = try await orders.marketplace(of: number) else { return [] }
        return try await api.messages(for: number, at: marketplace)
    }

    /// - Parameter kinds: the wanted kinds of message, best first; the first that the order allows is taken.
    /// - Returns: nil for a success.
    func send(
        _ kinds: [AmazonMessage], text: String, files: [Attachment], on number: OrderNumber
    ) async -> PostResult? {
        var refusals: [String] = []
        let fitting = kinds.filter { kind in
            guard let refusal = kind.refusal(text: text, files: files, general: limits) else { return true }
            refusals.append(refusal)
            return false
        }
        guard !fitting.isEmpty else { return .refused(reason: refusals.first ?? "no kind of message is named") }
        let marketplace: String
        let kind: AmazonMessage
        var uploaded: [AmazonAPI.UploadedFile] = []
        do throws(ConnectorError) {
            guard let found = try await orders.marketplace(of: number) else {
                return .refused(reason: "the shop of this order is not known; set marketplace_id for this account")
            }
            marketplace = found
            let offered = try await api.messages(for: number, at: marketplace)
            guard let first = fitting.first(where: offered.contains) else {
                return .refused(reason: Self.notOffered(fitting, offered))
            }
            kind = first
            for file in files {
                uploaded.append(try await api.upload(file, for: kind, on: number, at: marketplace))
            }
        } catch {
            guard let status = error.status, [400, 404].contains(status) else { return .notSent(error) }
            return .refused(reason: "Amazon refuses it: \(error.detail)")
        }
        let result = await api.send(kind, text: text, files: uploaded, on: number, at: marketplace)
        guard case .uncertain(let reason)? = result else { return result }
        return .uncertain(reason: "\(reason); \(await hint(kind, number, marketplace))")
    }

    /// What a look at the order tells after an unclear send: some kinds are allowed only once. It proves nothing, so a
    /// person decides.
    private func hint(_ kind: AmazonMessage, _ number: OrderNumber, _ marketplace: String) async -> String {
        do {
            let offered = try await api.messages(for: number, at: marketplace)
            return offered.contains(kind)
                ? "Amazon would still take \"\(kind.rawValue)\" for this order, which proves nothing"
                : "Amazon no longer takes \"\(kind.rawValue)\" for this order, so it has probably been sent"
        } catch {
            return "and the order could not be looked at: \(error.detail)"
        }
    }

    private static func notOffered(_ wanted: [AmazonMessage], _ offered: [AmazonMessage]) -> String {
        let names = wanted.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
        let others = offered.map { "\($0.rawValue) (\($0.label))" }.joined(separator: ", ")
        return "Amazon does not allow \(names) for this order now; "
            + (others.isEmpty ? "it allows no message at all" : "it allows: \(others)")
    }
}
