import Domain

extension MiraklStandIn {
    /// Names of the message's file types; the operators' lists of order documents taken together.
    private static let fileTypes: Set<Substring> = [
        "csv", "doc", "docx", "xls", "xlsx", "ppt", "pdf", "odt", "ods", "odp", "txt", "rtf", "png", "jpg", "jpeg",
        "gif", "zip", "tif", "tiff", "xml",
    ]

    /// M12.
    mutating func post(_ request: Request, to id: String, now: Timestamp) throws(Refusal) -> Response {
        let form = try MiraklBody.form(request)
        let thread = try thread(id)
        let input = try MiraklBody.input("message_input", in: form)
        let files = try Self.files(in: form)
        let draft = try MiraklMessageInput(input, thread: thread)
        guard thread.messages.count < 1000 else { throw Refusal(400, "the thread has 1000 messages") }
        try checkAttachments(files.count, of: thread.order.number)
        let message = message(draft.body, to: draft.to, files: files, now: now)
        append(message, to: id)
        if let topic = draft.topic, let index = threads.indices(of: id).first {
            threads[index].topic = topic
        }
        return .json(["message_id": .string(message.id), "thread_id": .string(id)], status: 201)
    }

    /// OR43: every call starts another thread.
    mutating func openThread(_ request: Request, order number: String, now: Timestamp) throws(Refusal) -> Response {
        let form = try MiraklBody.form(request)
        let sale = sales[try saleIndex(number)]
        let draft = try MiraklThreadInput(order: MiraklBody.input("thread_input", in: form))
        let files = try Self.files(in: form)
        try checkAttachments(files.count, of: number)
        let thread = MiraklThread(
            id: randomUUID(), topic: draft.topic, order: sale.order, customerID: sale.customerID,
            authorized: [.customer, .shop, .operator], created: tick(now))
        return start(thread, with: message(draft.body, to: draft.to, files: files, now: now))
    }

    /// M14: a thread between shop and operator.
    mutating func askOperator(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let form = try MiraklBody.form(request)
        let draft = try MiraklThreadInput(
            operator: MiraklBody.input("thread_input", in: form), shopID: names.shopID)
        let files = try Self.files(in: form)
        var thread = operatorThread(now: tick(now))
        thread.topic = draft.topic
        return start(thread, with: message(draft.body, to: [.operator], files: files, now: now))
    }

    /// A thread without an order, to which no customer belongs.
    func operatorThread(now: Timestamp) -> MiraklThread {
        let nothing = Order(
            number: "", buyer: names.operator, language: "de", article: Article.all[0], placed: now)
        var thread = MiraklThread(
            id: randomUUID(), topic: .init(type: "FREE_TEXT", value: "Feiertage"), order: nothing, customerID: "",
            authorized: [.shop, .operator], created: now)
        thread.isAboutOrder = false
        return thread
    }

    private mutating func start(_ thread: MiraklThread, with message: MiraklThread.Message) -> Response {
        threads.append(thread)
        append(message, to: thread.id)
        return .json(["message_id": .string(message.id), "thread_id": .string(thread.id)], status: 201)
    }

    private mutating func message(
        _ body: String, to: [MiraklThread.Participant], files: [Attachment], now: Timestamp
    ) -> MiraklThread.Message {
        MiraklThread.Message(
            id: randomUUID(), author: .shop, authorName: "Support", to: to, body: body, sent: tick(now),
            attachments: store(files))
    }

    private func checkAttachments(_ count: Int, of order: String) throws(Refusal) {
        let before = threads.all([order]).filter(\.isAboutOrder)
            .reduce(0) { $0 + $1.messages.reduce(0) { $0 + $1.attachments.count } }
        guard count == 0 || before + count <= 50 else {
            throw Refusal(400, "an order has at most 50 attachments", field: "files")
        }
    }

    private static func files(in form: FormData) throws(Refusal) -> [Attachment] {
        var result: [Attachment] = []
        for part in form.parts where part.name == "files" {
            guard let name = part.fileName, !name.isEmpty else {
                throw Refusal(400, "a file needs a name", field: "files")
            }
            guard !name.contains("/"), !name.contains("\\"),
                let dot = name.lastIndex(of: "."), fileTypes.contains(Substring(name[dot...].dropFirst().lowercased()))
            else { throw Refusal(400, "file type not allowed: \(name)", field: "files") }
            let type = (part.contentType ?? "application/octet-stream").lowercased()
            result.append(Attachment(name: name, type: type, bytes: part.body))
        }
        return result
    }
}
