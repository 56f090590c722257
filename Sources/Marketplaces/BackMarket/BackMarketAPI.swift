import Domain
import Transport
import Wire

/// Back Market's interface for one account.
struct BackMarketAPI: Sendable {
    /// Folders of one page of the list; not to be chosen.
    private static let pageSize = 10
    /// Pages of one list where all of it is needed: 2,000 folders.
    private static let pages = 200

    private let base: WebAddress
    let door: APIDoor
    /// For files, which lie at a content network: without token.
    private let files: APIDoor
    private let hosts: PeerHosts

    init(_ settings: MarketplaceSettings, key: Secret<String>, http: any HTTPExchange) throws(ConnectorError) {
        base = WebAddress(settings.url ?? "https://www.backmarket.fr")
        let agent = try Self.userAgent(settings.options)
        // The token as the Back Office shows it; some copy it with the word in front.
        let token = key.reveal().hasPrefix("Basic ") ? String(key.reveal().dropFirst(6)) : key.reveal()
        let pace = Pace(BackMarketPace.budgets)
        door = APIDoor(
            settings, http: http, pace: pace,
            headers: [
                ("Authorization", "Basic \(token)"), ("Accept", "application/json"),
                ("Accept-Language", settings.options["locale"] ?? "de-de"), ("User-Agent", agent),
            ], explain: { BackMarketProblem($0).explanation })
        files = APIDoor(settings, http: http, pace: pace, headers: [("User-Agent", agent)], explain: { _ in nil })
        hosts = PeerHosts(api: base.description, domains: Self.domains, options: settings.options)
    }

    /// Back Market's sites, and the content networks that its interface names.
    private static let domains =
        ["com", "fr", "de", "co.uk", "es", "it", "be", "nl", "at", "ie", "pt", "pl", "co.jp"].map { "backmarket.\($0)" }
        + ["cloudfront.net", "amazonaws.com"]

    /// `BM-{Company}-{Integration};contact`: requests without may be refused.
    private static func userAgent(_ options: [String: String]) throws(ConnectorError) -> String {
        let company = (options["company"] ?? "").filter { $0.isASCIILetter || $0.isASCIIDigit }
        guard !company.isEmpty else {
            throw ConnectorError(
                .invalid, "a backmarket account needs company, which Back Market wants to see in every request",
                retry: .never)
        }
        guard let contact = options["contact"].flatMap({ EmailAddress($0) })?.text,
            contact.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw ConnectorError(
                .invalid, "a backmarket account needs contact, a mail address that Back Market can write to",
                retry: .never)
        }
        return "BM-\(company)-mailbridge;\(contact)"
    }

    /// GET /ws/sav/{careFolderId}; nil where there is none.
    func folder(_ id: String) async throws(ConnectorError) -> BackMarketFolder? {
        guard let number = Int64(id), number >= 0 else { return nil }
        let call = APICall("getCareFolderDetails", "GET", base.path("ws", "sav", String(number)))
        guard let json = try await door.jsonIfFound(call) else { return nil }
        guard let folder = BackMarketFolder(json) else {
            throw ConnectorError(
                .protocolViolation, "getCareFolderDetails: the answer holds no folder", retry: .later)
        }
        return folder
    }

    /// GET /ws/sav: the folders that fit.
    func folders(_ filters: [(name: String, value: String)]) async throws(ConnectorError) -> [JSON] {
        var seen: Set<String> = []
        var folders: [JSON] = []
        for number in 1...Self.pages {
            let page = try await self.folders(filters, page: number)
            folders += page.found.filter { $0["id"].scalar.map { seen.insert($0).inserted } ?? false }
            if page.isLast { return folders }
        }
        throw .tooLong("getCareFolderList", lines: Self.pages * Self.pageSize)
    }

    /// GET /ws/sav: one page, from 1, of the folders that fit.
    func folders(
        _ filters: [(name: String, value: String)], page: Int
    ) async throws(ConnectorError) -> (found: [JSON], isLast: Bool) {
        let address = filters.reduce(base.path("ws", "sav")) { $0.query($1.name, $1.value) }
        let json: JSON
        do {
            json = try await door.json(APICall("getCareFolderList", "GET", address.query("page", String(page))))
        } catch {
            // A page behind the last one is not found.
            guard page > 1, error.kind == .notFound else { throw error }
            return ([], true)
        }
        guard json.has("results") else {
            throw ConnectorError(.protocolViolation, "getCareFolderList: the answer holds no results", retry: .later)
        }
        let results = json["results"].elements
        return (results, results.count < Self.pageSize || json["next"].filled == nil)
    }

    /// GET /ws/sav, first page: whether the account may read.
    func openFolderCount() async throws(ConnectorError) -> Int {
        let address = base.path("ws", "sav").query("state", "0").query("page", "1")
        return try await door.json(APICall("getCareFolderList", "GET", address))["results"].elements.count
    }

    /// POST /ws/sav/{careFolderId}/msg.
    func send(_ text: String, files: [Attachment], to folder: Int64) async -> APIDoor.Written {
        var form = FormBody()
        form.add(text, as: "message")
        for file in files { form.add(file, as: "attachment") }
        return await door.write(post("postMessage", base.path("ws", "sav", String(folder), "msg"), form))
    }

    /// POST /ws/sav/{careFolderId}/problem, of the kind that every folder takes.
    func declare(_ text: String, in folder: Int64) async -> APIDoor.Written {
        var form = FormBody()
        form.add("OTHER", as: "problem_type")
        if !text.isEmpty { form.add(text, as: "message") }
        return await door.write(post("postProblem", base.path("ws", "sav", String(folder), "problem"), form))
    }

    /// POST /ws/sav/refund.
    func refund(_ body: JSON) async -> APIDoor.Written {
        var call = APICall("postRefundCreate", "POST", base.path("ws", "sav", "refund"))
        call.headers = [("Content-Type", "application/json")]
        call.body = body.bytes
        return await door.write(call)
    }

    /// GET /ws/orders/{order_id}; nil where the account has no such order.
    func order(_ number: OrderNumber) async throws(ConnectorError) -> BackMarketOrder? {
        guard let id = Int64(number.text), id > 0 else { return nil }
        let call = APICall("get-ws-specific-order", "GET", base.path("ws", "orders", String(id)))
        guard let json = try await door.jsonIfFound(call) else { return nil }
        guard json["order_id"].scalar != nil else {
            throw ConnectorError(
                .protocolViolation, "get-ws-specific-order: the answer holds no order", retry: .later)
        }
        return BackMarketOrder(json: json)
    }

    /// POST /ws/orders/{order_id}/invoice.
    func upload(invoice: Attachment, to order: String) async -> APIDoor.Written {
        var form = FormBody()
        form.add(invoice, as: "invoice")
        let address = base.path("ws", "orders", order, "invoice")
        return await door.write(post("post-ws-specific-order-invoice", address, form))
    }

    /// The bytes behind a file's address.
    func download(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        let address = try hosts.checked(reference.handle, "files")
        let response = try await files.read(APICall("files", "GET", address))
        return Attachment(
            name: reference.name, type: mediaType(of: response.body, name: reference.name), bytes: response.body)
    }

    private func post(_ operation: String, _ address: WebAddress, _ form: FormBody) -> APICall {
        var call = APICall(operation, "POST", address)
        call.headers = [("Content-Type", form.contentType)]
        call.body = form.bytes
        return call
    }
}
