import Domain

/// Everything that the HTTP port answers: the marketplaces below their names, the page, and `/sandbox/…` for tests.
struct ControlAPI: Sendable {
    let exchange: Exchange
    let quit: @Sendable () async -> Void

    func outcome(of request: Request) async -> Exchange.Outcome {
        for marketplace in SandboxMarketplace.allCases where request.path.hasPrefix("/\(marketplace.rawValue)/") {
            return await exchange.answer(request, from: marketplace)
        }
        return .response(await answer(request))
    }

    private func answer(_ request: Request) async -> Response {
        var response: Response
        do throws(Refusal) {
            try Self.checkOrigin(of: request)
            if let page = try Page.answer(request) {
                response = page
            } else {
                response = try await control(request)
            }
        } catch {
            var body: [String: JSON] = ["error": .string(error.message)]
            body["field"] = error.field.map(JSON.string)
            response = .json(.object(body), status: error.status)
            if let allow = error.allow { response.headers.append(("Allow", allow)) }
        }
        response.headers += [
            ("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
        return response
    }

    /// Another site's page in the user's browser must not reach us: the host must be loopback, and whatever changes
    /// something must be JSON, which browsers send across sites only after asking.
    private static func checkOrigin(of request: Request) throws(Refusal) {
        let host = (request.headers["host"] ?? "").split(separator: ":").first ?? ""
        guard host == "127.0.0.1" || host == "localhost" else { throw Refusal(403, "this host is not served") }
        guard request.method == "GET" || request.contentType == "application/json" else {
            throw Refusal(415, "Content-Type must be application/json")
        }
    }

    private enum Operation: String, Sendable {
        case write, conversations, counts, faults, addFaults, clearFaults, mails, mail, attachment, quit
    }

    private static let routes = Routes<Operation>([
        ("POST", "messages", .write),
        ("GET", "conversations", .conversations),
        ("GET", "counts", .counts),
        ("GET", "faults", .faults),
        ("POST", "faults", .addFaults),
        ("DELETE", "faults", .clearFaults),
        ("GET", "mails", .mails),
        ("GET", "mails/*", .mail),
        ("GET", "attachments/*/*", .attachment),
        ("POST", "quit", .quit),
    ])

    private func control(_ request: Request) async throws(Refusal) -> Response {
        guard let segments = request.segments(below: "/sandbox") else { throw Refusal(404, "there is no such address") }
        let (operation, stars) = try Self.routes.match(request.method, segments)
        switch operation {
        case .write: return try await write(request)
        case .conversations:
            let all = await exchange.conversations
            return .json(["conversations": .array(all.map(\.json))])
        case .counts: return await counts()
        case .faults: return .json(["faults": .array(await exchange.faults.faults.map(\.json))])
        case .addFaults:
            let faults = try FaultReader.faults(in: request.body)
            for fault in faults { await exchange.add(fault) }
            return .json(["faults": .array(await exchange.faults.faults.map(\.json))], status: 201)
        case .clearFaults:
            await exchange.clearFaults()
            return .empty(204)
        case .mails:
            let mails = await exchange.mails
            return .json(["mails": .array(mails.enumerated().map { $1.json(number: $0) })])
        case .mail:
            let mails = await exchange.mails
            guard let number = Int(stars[0]), mails.indices.contains(number) else {
                throw Refusal(404, "there is no such mail")
            }
            // As text, so that a browser shows the source.
            return Response(
                status: 200, headers: [("Content-Type", "text/plain; charset=utf-8")], body: mails[number].bytes)
        case .attachment: return try await attachment(stars[0], stars[1])
        case .quit:
            await quit()
            return .empty(204)
        }
    }

    private func write(_ request: Request) async throws(Refusal) -> Response {
        let message = try BuyerMessage(json: request.body)
        let receipt: BuyerReceipt
        do {
            receipt = try await exchange.write(message)
        } catch let error as SandboxError {
            throw Refusal(
                error.kind == .mailNotDelivered ? 502 : error.kind == .unknownConversation ? 404 : 400, error.detail)
        } catch {
            throw Refusal(500, "\(error)")
        }
        return .json(
            [
                "conversation": .string(receipt.conversation), "order": .string(receipt.order),
                "message": .string(receipt.message), "notification": .text(receipt.notification),
            ], status: 201)
    }

    private func counts() async -> Response {
        var posts: [String: JSON] = [:]
        for marketplace in SandboxMarketplace.allCases {
            posts[marketplace.rawValue] = .integer(Int64(await exchange.postCount(marketplace)))
        }
        let operations = await exchange.allCounts.map { count -> JSON in
            [
                "place": .string(count.place.rawValue), "operation": .string(count.operation),
                "accepted": .integer(Int64(count.accepted)), "refused": .integer(Int64(count.refused)),
                "faulted": .integer(Int64(count.faulted)),
            ]
        }
        return .json(["posts": .object(posts), "operations": .array(operations)])
    }

    /// Always a download: the file came from a stranger.
    private func attachment(_ marketplace: String, _ id: String) async throws(Refusal) -> Response {
        guard let marketplace = SandboxMarketplace(rawValue: marketplace),
            let file = await exchange.attachment(id, at: marketplace)
        else { throw Refusal(404, "there is no such attachment") }
        let name = file.name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) }
        return Response(
            status: 200,
            headers: [
                ("Content-Type", "application/octet-stream"),
                ("Content-Disposition", "attachment; filename=\"\(name.isEmpty ? "file" : name)\""),
            ], body: file.bytes)
    }
}
