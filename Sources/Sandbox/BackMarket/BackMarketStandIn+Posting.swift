import Domain

extension BackMarketStandIn {
    private static let problems: Set<String> = [
        "ACCOUNT_LOCKED", "CODE_LOCKED", "DAMAGED_PACKAGE", "ITEM_NOT_RECEIVED", "MISSING_PART", "OOW_ITEM",
        "PROBLEM_NOT_IDENTIFIED", "WRONG_ITEM", "OTHER",
    ]
    private static let problemsWithProof: Set<String> = ["DAMAGED_PACKAGE", "ITEM_NOT_RECEIVED", "OOW_ITEM"]

    /// POST /ws/sav/{careFolderId}/msg: reopens a closed folder.
    mutating func post(_ request: Request, to id: String, now: Timestamp) throws(Refusal) -> Response {
        let index = try index(of: id)
        let form = try Self.form(request)
        let (texts, files) = try Self.content(of: form, texts: ["message"], files: "attachment")
        guard let text = texts["message"], text.contains(where: { !$0.isWhitespace }) else {
            throw Refusal(400, "This field may not be blank.", field: "message")
        }
        let message = append(text, by: .merchant, attachments: files, toFolderAt: index, now: now)
        folders[index].closed = nil
        postCount += 1
        let attachments = message.attachments.map { file -> JSON in
            [
                "msg": .integer(message.id), "group": .integer(folders[index].id), "sender": 789,
                "attachment": .string("/media/\(file.name)"),
            ]
        }
        var answer: [String: JSON] = [
            "id": .integer(message.id), "group": .integer(folders[index].id), "message": .string(text), "sender": 789,
            "date_creation": .string(backMarketTime(message.sent)), "attachments": .array(attachments),
        ]
        answer["attachment"] = attachments.first
        return .json(.object(answer), status: 201)
    }

    /// POST /ws/sav/{careFolderId}/problem.
    mutating func declare(_ request: Request, in id: String, now: Timestamp) throws(Refusal) -> Response {
        let index = try index(of: id)
        let form = try Self.form(request)
        let (texts, files) = try Self.content(of: form, texts: ["problem_type", "message"], files: "attachment")
        let type = texts["problem_type"] ?? "OTHER"
        guard Self.problems.contains(type) else { throw Refusal(422, "Unknown problem type", field: "problem_type") }
        if folders[index].id < 100_000_000, type != "OTHER" || texts["message"] != nil || !files.isEmpty {
            throw Refusal(422, "Only OTHER problem type is allowed for IDs lower than 100,000,000")
        }
        guard !Self.problemsWithProof.contains(type) || !files.isEmpty else {
            throw Refusal(422, "Attachments are mandatory for this problem type", field: "attachment")
        }
        guard folders[index].closed == nil else { throw Refusal(422, "Cannot declare problem on this Care Folder") }
        folders[index].problems.append(texts["message"] ?? "")
        folders[index].modified = now
        return .empty(201)
    }

    /// POST /ws/orders/{order_id}/invoice.
    mutating func invoice(_ request: Request, _ id: String) throws(Refusal) -> Response {
        let sale = try sale(id)
        let (_, files) = try Self.content(of: Self.form(request), texts: [], files: "invoice")
        guard files.count == 1, files[0].type == "application/pdf" else {
            throw Refusal(400, "exactly one PDF", field: "invoice")
        }
        sales[sale.id]?.invoices.append(files[0])
        return .empty(200)
    }

    /// POST /ws/sav/refund: the kind of refund has to fit the line's state, and only the last one takes an amount.
    mutating func refund(_ request: Request) throws(Refusal) -> Response {
        guard request.contentType == "application/json", let body = JSON(parsing: request.body)?.object else {
            throw Refusal(400, "Payload not acceptable")
        }
        for key in body.keys where !["orderline_pk", "refund_type", "amount"].contains(key) {
            throw Refusal(400, "unknown member", field: key)
        }
        guard let id = body["orderline_pk"]?.integer, let type = body["refund_type"]?.integer,
            [4, 5, 6].contains(type)
        else { throw Refusal(400, "Payload not acceptable") }
        guard let number = sales.first(where: { $0.value.lines.contains { $0.id == id } })?.key,
            var sale = sales[number], let place = sale.lines.firstIndex(where: { $0.id == id })
        else { throw Refusal(404, "Orderline does not exist") }
        guard sale.lines[place].state == type - 3 else {
            throw Refusal(400, "the orderline is in state \(sale.lines[place].state)", field: "refund_type")
        }
        if type == 6 {
            let cents = try Self.cents(body["amount"])
            guard sale.lines[place].refundedCents + cents <= sale.order.article.price else {
                throw Refusal(400, "more than the price", field: "amount")
            }
            sale.lines[place].refundedCents += cents
            if sale.lines[place].refundedCents == sale.order.article.price { sale.lines[place].state = 6 }
        } else {
            guard body["amount"] == nil else { throw Refusal(400, "only with refund type 6", field: "amount") }
            sale.lines[place].refundedCents = sale.order.article.price
            sale.lines[place].state = type
        }
        sales[number] = sale
        return Response(status: 201, headers: [("Content-Type", "text/plain")], body: Array("Refund created".utf8))
    }

    private static func cents(_ amount: JSON?) throws(Refusal) -> Int64 {
        let value: Double? =
            switch amount {
            case .integer(let whole)?: Double(whole)
            case .number(let number)?: number
            default: nil
            }
        guard let value, value > 0, value < 1_000_000 else { throw Refusal(400, "must be a number", field: "amount") }
        return Int64((value * 100).rounded())
    }

    mutating func append(
        _ text: String, by sender: BackMarketFolder.Sender, attachments: [Attachment], toFolderAt index: Int,
        now: Timestamp
    ) -> BackMarketFolder.Message {
        lastID += 1 + Int64(attachments.count)
        let stored = attachments.map { file in
            let id = randomUUID()
            files[id] = file
            return SandboxAttachment(id: id, name: file.name, size: file.bytes.count)
        }
        let message = BackMarketFolder.Message(
            id: lastID, sender: sender, text: text, sent: now, attachments: stored)
        folders[index].messages.append(message)
        folders[index].modified = now
        return message
    }

    private static func form(_ request: Request) throws(Refusal) -> FormData {
        guard request.contentType == "multipart/form-data",
            var type = HeaderParameters(request.headers["content-type"] ?? ""), let boundary = type.take("boundary"),
            (1...70).contains(boundary.utf8.count)
        else { throw Refusal(415, "Unsupported media type") }
        do {
            return try FormData(request.body, boundary: boundary)
        } catch {
            throw Refusal(400, error.detail)
        }
    }

    /// The texts, each once, and the files, at most ten of 3 MB.
    private static func content(
        of form: FormData, texts: Set<String>, files name: String
    ) throws(Refusal) -> (texts: [String: String], files: [Attachment]) {
        var found: [String: String] = [:]
        var files: [Attachment] = []
        for part in form.parts {
            if texts.contains(part.name) {
                guard part.fileName == nil, let text = String(validating: part.body, as: UTF8.self),
                    found.updateValue(text, forKey: part.name) == nil
                else { throw Refusal(400, "must be one text", field: part.name) }
            } else if part.name == name, let fileName = part.fileName, !fileName.isEmpty {
                guard part.body.count <= 3_000_000 else { throw Refusal(413, "File too large") }
                files.append(
                    Attachment(
                        name: fileName, type: part.contentType ?? "application/octet-stream", bytes: part.body))
            } else {
                throw Refusal(400, "unknown part", field: part.name)
            }
        }
        guard files.count <= 10 else { throw Refusal(413, "too many attachments") }
        return (found, files)
    }
}
