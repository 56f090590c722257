import Domain

/// Cancels and refunds orders that the seller sends himself, through feeds; and tells what became of them.
struct AmazonActions: Sendable {
    let api: AmazonAPI
    let orders: AmazonOrders
    /// The seller's merchant token, which stands in each feed.
    let seller: String

    func cancel(_ number: OrderNumber, lines: [String], reason: String?) async -> ActionResult {
        await carryOut(number) { order throws(AmazonRefusal) in
            guard order.progress == .unshipped else {
                throw AmazonRefusal(
                    "only an order that waits to be sent can be cancelled; this one is \(order.status ?? "?")"
                        + (order.progress == .shipped || order.progress == .partlyShipped ? "; refund it instead" : ""))
            }
            let known = order.items.compactMap(\.id)
            if let line = lines.first(where: { !known.contains($0) }) {
                throw AmazonRefusal("the order has no item \(line)")
            }
            let items = lines.isEmpty ? known : known.filter(lines.contains)
            guard !items.isEmpty else { throw AmazonRefusal("Amazon shows no item of this order") }
            // The feed's failure stands for the order: whether it spares items that it does not name is not certain.
            guard items.count == order.items.count else {
                throw AmazonRefusal(
                    "through this interface an order can only be cancelled as a whole: cancel single items in "
                        + "Seller Central")
            }
            let reason = reason ?? (order.isCancellationWished ? "BuyerCanceled" : nil)
            return .cancellation(
                of: number, items: items, reason: try Self.code(reason, AmazonReasons.cancel))
        }
    }

    func refund(_ number: OrderNumber, _ refunds: [ActionRequest.Refund], reason: String?) async -> ActionResult {
        await carryOut(number) { order throws(AmazonRefusal) in
            guard order.progress == .shipped || order.progress == .partlyShipped else {
                throw AmazonRefusal(
                    "only what was sent can be refunded; this order is \(order.status ?? "?")"
                        + (order.progress == .unshipped ? "; cancel it instead" : ""))
            }
            let adjustments = try AmazonAdjustment.all(of: order, refunds)
            return .refund(
                of: number, adjustments, reason: try Self.code(reason ?? "GeneralAdjustment", AmazonReasons.refund))
        }
    }

    func outcome(of feed: String) async throws(ConnectorError) -> ActionOutcome {
        switch try await api.feed(feed) {
        case .working: return .pending
        case .cancelled: return .failed(reason: "Amazon cancelled it before it began; nothing was changed")
        case .ended(let report?, let isFatal):
            let outcome = try await api.report(report).outcome
            // A broken-off feed may have done more than it says.
            if isFatal, case .done = outcome { return .impossible }
            return outcome
        case .ended(nil, _), nil: return .impossible
        }
    }

    /// Reads the order afresh, because what an agent saw may be old, and starts the feed that `feed` makes of it.
    private func carryOut(
        _ number: OrderNumber, _ feed: (AmazonOrder) throws(AmazonRefusal) -> AmazonFeed
    ) async -> ActionResult {
        let started: (feed: AmazonFeed, marketplace: String, document: String)
        do throws(ConnectorError) {
            guard let order = try await orders.fresh(number) else {
                return .refused(reason: "Amazon does not know the order \(number.text)")
            }
            if order.isSentByAmazon {
                return .refused(reason: "Amazon sends this order itself (FBA): its own service cancels and refunds it")
            }
            guard let marketplace = order.marketplaceID ?? api.marketplaceID else {
                return .refused(reason: "the shop of this order is not known; set marketplace_id for this account")
            }
            let made: AmazonFeed
            do throws(AmazonRefusal) {
                made = try feed(order)
            } catch {
                return .refused(reason: error.reason)
            }
            started = (made, marketplace, try await api.store(made.bytes(seller: seller)))
        } catch {
            return .notSent(error)
        }
        return await api.start(started.feed.type, document: started.document, at: [started.marketplace])
    }

    private static func code(_ reason: String?, _ known: [Reason]) throws(AmazonRefusal) -> String {
        switch ReasonChoice(reason, among: known) {
        case .refused(let why): throw AmazonRefusal(why)
        case .reason(let reason): return reason.code
        }
    }
}
