import Domain

/// Looks orders up, and keeps them for ten minutes: Amazon allows one look in two seconds.
///
/// Where the account may not use the present version of the Orders API, version 0 is asked.
actor AmazonOrders {
    /// How long an answer is kept, and how many.
    private static let lifetime = Duration.seconds(600)
    private static let capacity = 256

    /// Which version answers this account.
    private enum Version { case unknown, current, old }

    private let api: AmazonAPI
    private let now: @Sendable () -> Timestamp
    private var version = Version.unknown
    private var kept: [OrderNumber: (order: AmazonOrder?, until: Timestamp)] = [:]

    init(_ api: AmazonAPI, now: @escaping @Sendable () -> Timestamp) {
        self.api = api
        self.now = now
    }

    /// The order with the buyer's language, at most ten minutes old.
    func order(_ number: OrderNumber) async throws(ConnectorError) -> AmazonOrder? {
        if let known = kept[number], known.until > now() { return known.order }
        var order = try await fresh(number)
        if let marketplace = order?.marketplaceID ?? api.marketplaceID, order != nil {
            do {
                order?.buyerLanguage = try await api.locale(number, at: marketplace)
            } catch {
                // Another role than that of orders is needed; the order is worth showing without.
            }
        }
        keep(order, for: number)
        return order
    }

    /// The order as it is now, for decisions about money.
    func fresh(_ number: OrderNumber) async throws(ConnectorError) -> AmazonOrder? {
        if version == .old { return try await api.oldOrder(number) }
        let refusal: ConnectorError?
        do throws(ConnectorError) {
            if let order = try await api.order(number) {
                version = .current
                return order
            }
            refusal = nil
        } catch {
            guard error.kind == .forbidden else { throw error }
            refusal = error
        }
        // Once the present version has shown an order, what it does not show is not there.
        if version == .current {
            if let refusal { throw refusal }
            return nil
        }
        do throws(ConnectorError) {
            let order = try await api.oldOrder(number)
            if order != nil { version = .old }
            return order
        } catch {
            if error.kind == .forbidden {
                if let refusal { throw refusal }
                return nil
            }
            throw error
        }
    }

    /// The shop that the order was placed in; the configured one where the order cannot be asked.
    func marketplace(of number: OrderNumber) async throws(ConnectorError) -> String? {
        do throws(ConnectorError) {
            return try await order(number)?.marketplaceID ?? api.marketplaceID
        } catch {
            guard let configured = api.marketplaceID else { throw error }
            return configured
        }
    }

    private func keep(_ order: AmazonOrder?, for number: OrderNumber) {
        if kept.count >= Self.capacity {
            let time = now()
            kept = kept.filter { $0.value.until > time }
            if kept.count >= Self.capacity { kept = [:] }
        }
        kept[number] = (order, now() + Self.lifetime)
    }
}
