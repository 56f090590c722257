import Domain
import Transport
import Wire

extension MiraklAPI {
    /// A post, or a document, waits at least this long for its answer: files take their time.
    private static let uploadTimeout = Duration.seconds(120)

    /// M12: an answer in a conversation. Mirakl returns ids and no time, so `date` stands for it.
    func send(_ input: MiraklMessageInput, in thread: String, date: Timestamp) async -> PostResult {
        await post(input.form, "M12", base.path("api", "inbox", "threads", thread, "message"), date)
    }

    /// OR43: a new conversation about an order.
    func open(_ input: MiraklThreadInput, order: String, date: Timestamp) async -> PostResult {
        await post(input.form, "OR43", base.path("api", "orders", order, "threads"), date)
    }

    /// M14: a new conversation with the operator alone.
    func ask(_ input: MiraklThreadInput, date: Timestamp) async -> PostResult {
        await post(input.form, "M14", base.path("api", "inbox", "threads"), date)
    }

    private func post(
        _ form: FormBody, _ operation: String, _ address: WebAddress, _ date: Timestamp
    ) async -> PostResult {
        switch await door.write(upload(form, operation, address)) {
        case .failed(let failure): return failure
        case .taken(let response):
            // Something between here and the marketplace may have answered in its place.
            guard let id = (try? JSON(parsing: response.body))?["message_id"].scalar else {
                return .uncertain(reason: "\(operation): HTTP \(response.status), but no message id")
            }
            return .accepted(id: RemoteMessageID(id), at: date)
        }
    }

    /// OR74: a document of an order.
    func upload(_ file: Attachment, type: String, order: String) async -> APIDoor.Written {
        let document: JSON = ["file_name": .string(file.name), "type_code": .string(type)]
        let form = FormBody(mirakl: "order_documents", ["order_documents": [document]], files: [file])
        return await door.write(upload(form, "OR74", base.path("api", "orders", order, "documents")))
    }

    private func upload(_ form: FormBody, _ operation: String, _ address: WebAddress) -> APICall {
        var call = call(operation, "POST", address)
        call.headers += [("Content-Type", form.contentType)]
        call.body = form.bytes
        call.timeout = max(timeout, Self.uploadTimeout)
        return call
    }

    /// OR28: refunds of lines.
    func refund(_ shares: [MiraklShare], order: MiraklOrder, reason: String) -> APICall {
        put("OR28", base.path("api", "orders", "refund"), body("refunds", shares, order, reason))
    }

    /// OR30: cancellations of lines; the API spells them with one l.
    func cancel(_ shares: [MiraklShare], order: MiraklOrder, reason: String) -> APICall {
        put("OR30", base.path("api", "orders", "cancel"), body("cancelations", shares, order, reason))
    }

    /// OR29: cancels the whole order; without body, and thus without reason.
    func cancelWhole(_ order: MiraklOrder) -> APICall {
        call("OR29", "PUT", base.path("api", "orders", order.id, "cancel"))
    }

    /// OR64: says that the incident of a line is solved.
    func resolve(_ line: MiraklOrder.Line, order: MiraklOrder, reason: String) -> APICall {
        put(
            "OR64", base.path("api", "orders", order.id, "lines", line.id, "resolve_incident"),
            ["reason_code": .string(reason)])
    }

    /// The tax mode is named, because the platform's own would count otherwise.
    private func body(_ name: String, _ shares: [MiraklShare], _ order: MiraklOrder, _ reason: String) -> JSON {
        var members: [JSON.Member] = []
        if let mode = order.taxMode { members.append(JSON.Member(key: "order_tax_mode", value: .string(mode))) }
        let entries = shares.map { $0.json(reason: reason, currency: order.currency) }
        members.append(JSON.Member(key: name, value: .array(entries)))
        return .object(members)
    }

    private func put(_ operation: String, _ address: WebAddress, _ body: JSON) -> APICall {
        var call = call(operation, "PUT", address)
        call.headers += [("Content-Type", "application/json")]
        call.body = body.bytes
        return call
    }
}
