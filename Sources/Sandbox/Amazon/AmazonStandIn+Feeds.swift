import Domain

/// A feed and how far it has come.
struct AmazonFeed: Sendable {
    var type: String
    var document: String
    var created: Timestamp
    /// How often it was asked for: it works when first asked for, and is done the next time.
    var looks = 0
    var status = "IN_QUEUE"
    var report: String?
}

extension AmazonStandIn {
    private static let documentTypes: Set<String> = [
        "text/xml; charset=UTF-8", "text/tab-separated-values; charset=UTF-8",
    ]

    /// createFeedDocument.
    mutating func makeDocument(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        guard let members = JSON(parsing: request.body)?.object, Set(members.keys) == ["contentType"],
            let type = members["contentType"]?.string, Self.documentTypes.contains(type)
        else { throw Self.invalid("contentType") }
        let name = "amzn1.tortuga.4.eu.\(randomUUID())"
        let document = AmazonDocument(
            type: type, signature: randomText(32, of: .lowercaseAndDigits), expires: now + .seconds(300))
        documents[name] = document
        return .json(
            [
                "feedDocumentId": .string(name),
                "url": .string(storageAddress("documents/\(name)", seconds: 300, document.signature, request)),
            ], status: 201)
    }

    /// createFeed.
    mutating func startFeed(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        guard let members = JSON(parsing: request.body)?.object,
            Set(members.keys).isSubset(of: ["feedType", "marketplaceIds", "inputFeedDocumentId", "feedOptions"])
        else { throw Self.invalid("body") }
        guard let type = members["feedType"]?.string, AmazonFeedContent.messageTypes[type] != nil else {
            throw Self.invalid("feedType")
        }
        guard members["marketplaceIds"]?.array == [.string(account.marketplaceID)] else {
            throw Self.invalid("marketplaceIds")
        }
        guard let name = members["inputFeedDocumentId"]?.string, let document = documents[name], !document.isReport,
            document.bytes != nil, document.type == "text/xml; charset=UTF-8"
        else { throw Self.invalid("inputFeedDocumentId") }
        let id = randomText(11, of: .digits)
        feeds[id] = AmazonFeed(type: type, document: name, created: now)
        return .json(["feedId": .string(id)], status: 202)
    }

    /// getFeed.
    mutating func feedState(_ id: String, _ request: Request, now: Timestamp) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        guard var feed = feeds[id] else { throw Refusal(404, "Feed not found", code: "NotFound") }
        feed.looks += 1
        if feed.looks == 1 { feed.status = "IN_PROGRESS" }
        if feed.looks == 2 { carryOut(&feed, now: now) }
        feeds[id] = feed
        var answer: [String: JSON] = [
            "feedId": .string(id), "feedType": .string(feed.type), "createdTime": .time(feed.created),
            "marketplaceIds": [.string(account.marketplaceID)], "processingStatus": .string(feed.status),
        ]
        if let report = feed.report {
            answer["resultFeedDocumentId"] = .string(report)
            answer["processingEndTime"] = .time(now)
        }
        return .json(.object(answer))
    }

    /// getFeedDocument.
    mutating func report(_ id: String, _ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["enableContentEncodingUrlHeader"])
        _ = try query.boolean("enableContentEncodingUrlHeader")
        guard var document = documents[id], document.isReport else {
            throw Refusal(404, "Document not found", code: "NotFound")
        }
        document.expires = now + .seconds(300)
        documents[id] = document
        var answer: [String: JSON] = [
            "feedDocumentId": .string(id),
            "url": .string(storageAddress("documents/\(id)", seconds: 300, document.signature, request)),
        ]
        if document.isPacked { answer["compressionAlgorithm"] = "GZIP" }
        return .json(.object(answer))
    }

    private mutating func carryOut(_ feed: inout AmazonFeed, now: Timestamp) {
        let text: String
        do throws(AmazonFeedFault) {
            let content = try AmazonFeedContent(documents[feed.document]?.bytes ?? [], type: feed.type)
            try apply(content)
            feed.status = "DONE"
            text = AmazonFeedFault.report(nil)
        } catch {
            feed.status = error.isFatal ? "FATAL" : "DONE"
            text = AmazonFeedFault.report(error)
        }
        let name = "amzn1.tortuga.4.eu.\(randomUUID())"
        // Some reports come packed and some do not.
        let isPacked = feed.type == "POST_PAYMENT_ADJUSTMENT_DATA"
        documents[name] = AmazonDocument(
            type: "text/xml", signature: randomText(32, of: .lowercaseAndDigits), expires: now,
            bytes: isPacked ? gzipped(Array(text.utf8)) : Array(text.utf8), isPacked: isPacked, isReport: true)
        feed.report = name
    }

    private mutating func apply(_ content: AmazonFeedContent) throws(AmazonFeedFault) {
        guard let one = cases.first(where: { $0.order.number == content.order }) else {
            throw AmazonFeedFault(18028, "The order \(content.order) is not known")
        }
        var state = state(of: content.order)
        guard !state.isSentByAmazon else { throw AmazonFeedFault(18048, "The order is fulfilled by Amazon") }
        for item in content.items where item.id != Self.itemID(one.order) {
            throw AmazonFeedFault(18029, "The item \(item.id) is not part of the order")
        }
        if content.isCancellation {
            guard state.progress == .unshipped else {
                throw AmazonFeedFault(18006, "The order cannot be cancelled: it is \(state.progress.rawValue)")
            }
            state.progress = .cancelled
            state.cancelReason = content.items.first?.reason ?? "NoInventory"
        } else {
            guard state.progress == .shipped else {
                throw AmazonFeedFault(18030, "The order cannot be refunded: it is \(state.progress.rawValue)")
            }
            let paid = ["Principal": one.order.article.price, "Shipping": one.order.article.shipping]
            for price in content.items.flatMap(\.prices) {
                let sum = state.refunded[price.component, default: 0] + price.cents
                guard price.currency == "EUR", sum <= paid[price.component] ?? 0 else {
                    throw AmazonFeedFault(18012, "\(price.component) is more than what is left to refund")
                }
                state.refunded[price.component] = sum
            }
        }
        states[content.order] = state
    }

    private static func invalid(_ field: String) -> Refusal {
        Refusal(400, "Invalid input", code: "400", field: field)
    }
}
