import Domain

extension BolStandIn {
    /// PUT /retailer/orders/cancellation: one item at a time. Whether it can still be cancelled is found out later.
    mutating func cancel(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        let items = try Self.members(request.body, ["orderItems"])["orderItems"]?.array ?? []
        guard items.count == 1, let members = items[0].object else {
            throw Refusal(400, "size must be between 1 and 1", field: "orderItems")
        }
        guard Set(members.keys) == ["orderItemId", "reasonCode"] else {
            throw Refusal(400, "orderItemId and reasonCode are required, and nothing else", field: "orderItems[0]")
        }
        guard let reason = members["reasonCode"]?.string, Self.cancelReasons.contains(reason) else {
            throw Refusal(400, "Request contains invalid value(s)", field: "orderItems[0].reasonCode")
        }
        let (order, item) = try known(members["orderItemId"])
        return promise(
            item, "CANCEL_ORDER", "Cancel order item with order item id \(item).", .cancel(order: order, item: item),
            now: now)
    }

    private static let cancelReasons: Set<String> = [
        "OUT_OF_STOCK", "REQUESTED_BY_CUSTOMER", "BAD_CONDITION", "HIGHER_SHIPCOST", "INCORRECT_PRICE",
        "NOT_AVAIL_IN_TIME", "NO_BOL_GUARANTEE", "ORDERED_TWICE", "RETAIN_ITEM", "TECH_ISSUE", "UNFINDABLE_ITEM",
        "OTHER",
    ]

    /// GET /shared/process-status/{process-status-id}.
    func process(_ id: String, _ request: Request, now: Timestamp) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        guard let one = processes.first(where: { String($0.id) == id }), now - one.created < BolProcessState.lifetime
        else { throw Refusal(404, "Process status with id \(id) not found") }
        return Self.answer(one.json)
    }

    /// GET /shared/process-status: both filters are needed.
    func listProcesses(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["entity-id", "event-type", "page"])
        let page = try Self.page(query)
        guard let entity = query["entity-id"], !entity.isEmpty else {
            throw Refusal(400, "is required", field: "entity-id")
        }
        guard let event = try query.choice("event-type", from: BolProcessState.events) else {
            throw Refusal(400, "is required", field: "event-type")
        }
        let found = processes.filter {
            $0.entity == entity && $0.event == event && now - $0.created < BolProcessState.lifetime
        }
        return Self.list("processStatuses", found.reversed().map(\.json), page)
    }

    /// The 202 that says no more than that something will be tried.
    mutating func promise(
        _ entity: String, _ event: String, _ description: String, _ work: BolProcessState.Work, now: Timestamp
    ) -> Response {
        lastProcess += 1
        processes.append(
            BolProcessState(
                id: lastProcess, entity: entity, event: event, description: description, created: now, work: work))
        return Self.answer(processes[processes.count - 1].json, status: 202)
    }

    /// Ends what has been under way for long enough.
    mutating func finishWork(now: Timestamp) {
        for index in processes.indices
        where processes[index].status == .pending && now - processes[index].created >= BolProcessState.duration {
            let (status, message) = finish(processes[index].work, now: now)
            processes[index].status = status
            processes[index].errorMessage = message
        }
    }

    private mutating func finish(
        _ work: BolProcessState.Work, now: Timestamp
    ) -> (BolProcessState.Status, String?) {
        switch work {
        case .cancel(let order, let item): return finishCancel(order, item)
        case .handle(let rma, let quantity, let handling):
            guard let index = returns.firstIndex(where: { $0.rma == rma }) else {
                return (.failure, "No return found for return number \(rma).")
            }
            return finishReturn(index, quantity, handling, now: now)
        case .create(let order, let item, let quantity, let handling):
            guard let (orderIndex, itemIndex) = place(order, item) else { return (.failure, "Order item not found.") }
            let state = orders[orderIndex]
            if state.isSlow { return (.timeout, nil) }
            guard !state.isFulfilledByBol, quantity <= state.items[itemIndex].shipped - state.items[itemIndex].returned
            else { return (.failure, "The quantity exceeds what was shipped and not returned.") }
            let one = announce(of: state, item: itemIndex, pieces: quantity, now: now)
            returns.append(one)
            return finishReturn(returns.count - 1, quantity, handling, now: now)
        case .invoice(let order, let shipment):
            guard let index = orders.firstIndex(where: { $0.order.number == order }),
                let place = orders[index].shipments.firstIndex(where: { $0.id == shipment })
            else { return (.failure, "Shipment not found.") }
            if orders[index].isSlow { return (.timeout, nil) }
            orders[index].shipments[place].invoice.append(("INVOICE_UPLOADED", now))
            return (.success, nil)
        }
    }

    private mutating func finishCancel(_ order: String, _ item: String) -> (BolProcessState.Status, String?) {
        guard let (orderIndex, itemIndex) = place(order, item) else { return (.failure, "Order item not found.") }
        let state = orders[orderIndex].items[itemIndex]
        if orders[orderIndex].isSlow { return (.timeout, nil) }
        guard state.shipped == 0, state.cancelled == 0, !orders[orderIndex].isFulfilledByBol,
            !orders[orderIndex].isLeaving
        else {
            return (.failure, "Order item \(item) is already shipped or cancelled.")
        }
        orders[orderIndex].items[itemIndex].cancelled = state.quantity
        return (.success, nil)
    }

    private mutating func finishReturn(
        _ index: Int, _ quantity: Int, _ handling: String, now: Timestamp
    ) -> (BolProcessState.Status, String?) {
        let one = returns[index]
        guard quantity <= one.expected else { return (.failure, "The quantity exceeds the announced one.") }
        guard !one.isHandled || handling == "STILL_APPROVED" else {
            return (.failure, "The return is handled already.")
        }
        returns[index].results.append((quantity, handling, now))
        if handling == "RETURN_RECEIVED", let order = orders.firstIndex(where: { $0.order.number == one.order }),
            let item = orders[order].items.firstIndex(where: { $0.ean == one.ean })
        {
            orders[order].items[item].returned += quantity
        }
        return (.success, nil)
    }

    private func place(_ order: String, _ item: String) -> (order: Int, item: Int)? {
        guard let index = orders.firstIndex(where: { $0.order.number == order }),
            let place = orders[index].items.firstIndex(where: { $0.id == item })
        else { return nil }
        return (index, place)
    }

    func announce(of order: BolOrderState, item: Int, pieces: Int, now: Timestamp) -> BolReturnState {
        BolReturnState(
            id: "7" + randomText(7, of: .digits), rma: Int64("3" + randomText(7, of: .digits)) ?? 31_234_567,
            order: order.order.number, ean: order.items[item].ean, expected: pieces, registered: now)
    }
}
