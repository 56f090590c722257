import Domain
import Wire

/// A file that a message of Allegro's lists, and its name in ``AttachmentReference/handle``: `centre/SAFE/<id>`.
struct AllegroFile: Sendable, Hashable {
    enum Home: String, Sendable {
        case centre, issue
    }

    var home: Home
    /// `NEW` (not looked at yet), `SAFE`, `UNSAFE`, `EXPIRED`, or a word that did not exist when this was written. Files
    /// of issues have none.
    var status: String
    var id: String

    init?(handle: String) {
        let parts = handle.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let home = Home(rawValue: String(parts[0])), !parts[2].isEmpty else { return nil }
        self.home = home
        status = String(parts[1])
        id = String(parts[2])
    }

    /// The id is the end of the file's address: the API names it nowhere else. Where that address leads is not followed,
    /// since the account's token goes with it.
    init?(_ json: JSON, at home: Home) {
        let tail = json["url"].filled.flatMap { WebLink($0)?.rest }?
            .prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last
        guard let id = json["id"].filled ?? tail.map(String.init) else { return nil }
        self.home = home
        status = json["status"].filled ?? ""
        self.id = id
    }

    var handle: String { "\(home.rawValue)/\(status)/\(id)" }

    /// Nil if it may be fetched.
    var obstacle: ConnectorError? {
        switch (home, status) {
        case (.issue, ""), (_, "SAFE"): nil
        case (_, "NEW"):
            ConnectorError(.unavailable, "attachment: Allegro has not checked the file yet", retry: .later)
        case (_, "EXPIRED"): ConnectorError(.notFound, "attachment: the file has expired", retry: .never)
        case (_, "UNSAFE"):
            ConnectorError(.forbidden, "attachment: Allegro found the file to be unsafe", retry: .never)
        default:
            ConnectorError(.forbidden, "attachment: Allegro does not call the file safe", retry: .never)
        }
    }

    static func references(_ json: JSON, at home: Home) -> [AttachmentReference] {
        json.elements.compactMap { item in
            guard let file = AllegroFile(item, at: home) else { return nil }
            return AttachmentReference(
                handle: file.handle, name: item["fileName"].filled ?? item["filename"].filled ?? "file",
                size: item["size"].scalar.flatMap { Int($0) })
        }
    }
}
