import Domain
import Transport
import Wire

extension AmazonAPI {
    /// How far a feed has come, as getFeed tells.
    enum FeedState: Sendable, Hashable {
        case working
        case cancelled
        /// `report` is the document with what became of each message. `isFatal`: some, none or all of it may have been
        /// carried out.
        case ended(report: String?, isFatal: Bool)
    }

    /// createFeedDocument and the upload of its content: its id. Nothing happens before createFeed names it.
    func store(_ bytes: [UInt8], type: String = AmazonFeed.contentType) async throws(ConnectorError) -> String {
        let body: JSON = ["contentType": .string(type)]
        let address = base.path("feeds", "2021-06-30", "documents")
        let json = try await door.json(post("createFeedDocument", address, body))
        guard let id = json["feedDocumentId"].filled, let url = json["url"].filled else {
            throw ConnectorError(.protocolViolation, "createFeedDocument: the answer names no document", retry: .later)
        }
        try await storage.put(bytes, type: type, to: url)
        return id
    }

    /// createFeed: from here on Amazon acts. Sent once, because a repetition would be another feed.
    func start(_ type: String, document: String, at marketplaces: [String]) async -> ActionResult {
        let body: JSON = [
            "feedType": .string(type), "marketplaceIds": .array(marketplaces.map(JSON.string)),
            "inputFeedDocumentId": .string(document),
        ]
        let address = base.path("feeds", "2021-06-30", "feeds")
        switch await door.write(post("createFeed", address, body)) {
        case .taken(let response):
            guard let json = try? JSON(parsing: response.body), let id = json["feedId"].scalar, !id.isEmpty else {
                return .uncertain(reason: "createFeed: the answer names no feed")
            }
            return .pending(handle: id)
        case .failed(let result):
            return ActionResult(result) ?? .uncertain(reason: "createFeed: an answer of no known kind")
        }
    }

    /// getFeed; nil where Amazon knows no such feed (any more).
    func feed(_ id: String) async throws(ConnectorError) -> FeedState? {
        let address = base.path("feeds", "2021-06-30", "feeds", id)
        guard let json = try await door.jsonIfFound(get("getFeed", address)) else { return nil }
        let report = json["resultFeedDocumentId"].filled
        return switch json["processingStatus"].string {
        case "CANCELLED": .cancelled
        case "DONE": .ended(report: report, isFatal: false)
        case "FATAL": .ended(report: report, isFatal: true)
        default: .working
        }
    }

    /// getFeedDocument, and the document itself.
    func report(_ id: String) async throws(ConnectorError) -> AmazonProcessingReport {
        let address = base.path("feeds", "2021-06-30", "documents", id)
        let json = try await door.json(get("getFeedDocument", address))
        guard let url = json["url"].filled else {
            throw ConnectorError(.protocolViolation, "getFeedDocument: the answer names no address", retry: .later)
        }
        let bytes = try await storage.get(url)
        switch json["compressionAlgorithm"].filled {
        case nil: return try AmazonProcessingReport(document: bytes)
        case "GZIP":
            return try AmazonProcessingReport(document: try Self.unpacked(bytes))
        case let other?:
            throw ConnectorError(.protocolViolation, "the feed's report is packed by \(other)", retry: .never)
        }
    }

    private static func unpacked(_ bytes: [UInt8]) throws(ConnectorError) -> [UInt8] {
        do throws(GzipError) {
            return try gunzipped(bytes, limit: AmazonProcessingReport.largest)
        } catch {
            throw ConnectorError(.protocolViolation, "the feed's report: \(error)", retry: .later)
        }
    }
}
