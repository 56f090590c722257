import Domain

extension MiraklStandIn {
    private static let types: Set<Substring> = [
        "csv", "doc", "xls", "xlsx", "ppt", "pdf", "odt", "ods", "odp", "txt", "rtf", "png", "jpg", "gif", "zpl", "mov",
        "mp4",
    ]

    /// OR74: files, and a part that says what each of them is. Only documents with errors are named in the answer.
    mutating func upload(_ request: Request, order number: String, now: Timestamp) throws(Refusal) -> Response {
        let form = try MiraklBody.form(request)
        let index = try saleIndex(number)
        let field = "order_documents"
        let whole = try MiraklBody.object(MiraklBody.input(field, in: form), known: [field], field: field)
        guard let list = whole[field]?.array, !list.isEmpty else {
            throw Refusal(400, "must not be empty", field: field)
        }
        let files = form.parts.filter { $0.name == "files" }
        guard files.count == list.count, Set(files.compactMap(\.fileName)).count == files.count else {
            throw Refusal(400, "one file for each document, with distinct names", field: "files")
        }
        var errors: [JSON] = []
        for element in list {
            let members = try MiraklBody.object(element, known: ["file_name", "type_code", "entity"], field: field)
            guard let name = members["file_name"]?.string, let file = files.first(where: { $0.fileName == name }) else {
                throw Refusal(400, "there is no such file", field: "\(field).file_name")
            }
            guard let type = members["type_code"]?.string else {
                throw Refusal(400, "is required", field: "\(field).type_code")
            }
            if let error = fault(of: name, type, sales[index]) {
                errors.append(["input": element, "errors": [["field": "file_name", "message": .string(error)]]])
                continue
            }
            let document = MiraklSale.Document(
                id: Int64(nextNumber()) ?? 0, name: name, type: type, size: file.body.count, uploaded: now)
            sales[index].documents.append(document)
        }
        return .json(["errors_count": .integer(Int64(errors.count)), "order_documents": .array(errors)])
    }

    private func fault(of name: String, _ type: String, _ sale: MiraklSale) -> String? {
        let ending = name.split(separator: ".").last?.lowercased() ?? ""
        if !name.utf8.allSatisfy({ $0 < 0x80 }) { return "file name is not US-ASCII" }
        if !Self.types.contains(Substring(ending)) { return "file type not supported: \(name)" }
        if type != "CUSTOMER_INVOICE" { return "document type not allowed: \(type)" }
        if sale.documents.contains(where: { $0.name == name }) { return "file name already exists: \(name)" }
        if sale.documents.count >= 50 { return "an order has at most 50 documents" }
        return nil
    }

    /// OR72.
    func documents(_ query: Query) throws(Refusal) -> Response {
        guard let ids = try query.words("order_ids") else { throw Refusal(400, "is required", field: "order_ids") }
        let found = sales.all(ids).flatMap { sale in
            sale.documents.map { document -> JSON in
                [
                    "id": .integer(document.id), "order_id": .string(sale.order.number),
                    "file_name": .string(document.name), "type": .string(document.type),
                    "file_size": .integer(Int64(document.size)), "date_uploaded": .time(document.uploaded),
                ]
            }
        }
        return .json(["order_documents": .array(found)])
    }
}
