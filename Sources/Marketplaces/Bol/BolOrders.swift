import Domain

/// What the agent sees of orders: order, parcels and returns put together, each kept for ten minutes.
actor BolOrders {
    /// How long an answer is kept, and how many.
    private static let lifetime = Duration.seconds(600)
    private static let capacity = 256
    /// Parcels of one order that are asked about.
    private static let parcels = 5
    /// Pages of returns that are read: of those that wait, and of those that are handled.
    private static let openPages = 4
    private static let handledPages = 1

    private let api: BolAPI
    private let now: @Sendable () -> Timestamp
    private var kept: [String: (context: OrderContext?, until: Timestamp)] = [:]
    /// Of all orders: bol cannot be asked for those of one.
    private var returns: (items: [BolReturn], until: Timestamp)?

    init(_ api: BolAPI, now: @escaping @Sendable () -> Timestamp) {
        self.api = api
        self.now = now
    }

    func context(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        let id = BolValue.orderID(number)
        if let known = kept[id], known.until > now() { return known.context }
        guard let order = try await api.order(id) else {
            keep(nil, id)
            return nil
        }
        var tracking: [String] = []
        var returns: [BolReturn] = []
        do throws(ConnectorError) {
            for parcel in try await api.shipments(of: order.id).prefix(Self.parcels) {
                if let text = try await api.shipment(parcel)?.tracking { tracking.append(text) }
            }
            returns = try await recentReturns()
        } catch {
            // The order alone is better than nothing, but it is asked for again next time.
            return order.context(tracking: tracking + ["not all could be read: \(error.kind.rawValue)"], returns: [])
        }
        let context = order.context(tracking: tracking, returns: returns)
        keep(context, id)
        return context
    }

    /// After an action, which changes what the order says.
    func forget(_ number: OrderNumber) {
        kept[BolValue.orderID(number)] = nil
        returns = nil
    }

    private func keep(_ context: OrderContext?, _ id: String) {
        if kept.count >= Self.capacity {
            let time = now()
            kept = kept.filter { $0.value.until > time }
            if kept.count >= Self.capacity { kept = [:] }
        }
        kept[id] = (context, now() + Self.lifetime)
    }

    private func recentReturns() async throws(ConnectorError) -> [BolReturn] {
        if let returns, returns.until > now() { return returns.items }
        let open = try await api.returns(handled: false, pages: Self.openPages).items
        let items = try await open + api.returns(handled: true, pages: Self.handledPages).items
        returns = (items, now() + Self.lifetime)
        return items
    }
}

extension BolAPI {
    /// The first pages of get-returns; `isComplete` where there are no more.
    func returns(handled: Bool, pages: Int) async throws(ConnectorError) -> (items: [BolReturn], isComplete: Bool) {
        var items: [BolReturn] = []
        for page in 1...max(1, pages) {
            let next = try await returns(handled: handled, page: page)
            items += next.items
            if next.isLast { return (items, true) }
        }
        return (items, false)
    }
}
