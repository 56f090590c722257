import Domain
import Glibc
import MIME
import Wire

@testable import Marketplaces

enum NotificationCorpus {
    static let isThere: Bool = {
        let isThere = read("notifications/expected.tsv") != nil
        if !isThere { print("corpus of notifications not found; its tests are left out") }
        return isThere
    }()

    static let canRead = !Message(parsing: Array("From: a@b.example\r\n\r\n".utf8)).from.isEmpty

    static func read(_ name: String) -> [UInt8]? {
        let shared =
            getenv("MAILBRIDGE_SHARED").map { String(cString: $0) }
            ?? String(#filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/\($1)" }) + "/../shared"
        return content("\(shared)/corpora/\(name)")
    }

    /// Nil where there is no such file.
    static func content(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    static func rows() -> [Row]? {
        read("notifications/expected.tsv").map { bytes in
            String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map(Row.init)
        }
    }

    /// The accounts that the corpus assumes.
    static func accounts() -> [MarketplaceSettings] {
        func account(
            _ name: String, _ kind: ConnectorKind, senders: [String] = [], pattern: String? = nil, url: String? = nil
        ) -> MarketplaceSettings {
            MarketplaceSettings(
                name: MarketplaceName(name), connector: kind, url: url, senders: senders,
                recipients: [EmailAddress("\(name)@seller.example")].compactMap { $0 }, orderPattern: pattern,
                clock: "none")
        }
        let operators = [
            ("conrad", "conrad.de"), ("maison", "maisonetjardin.example"), ("techdepot", "notify.techdepot.example"),
            ("casaviva", "casaviva.example"),
        ]
        return [
            account("amazon", .amazon), account("bol", .bol, senders: ["bol.com"]),
            account("kaufland", .kaufland, senders: ["kaufland-marktplatz.de", "kauflandglobalmarketplace.com"]),
            account("ebay", .ebay, senders: ["members.ebay.de", "members.ebay.co.uk", "members.ebay.fr"]),
            account("allegro", .allegro, senders: ["allegro.pl"]),
            account("cdiscount", .octopia, senders: ["clemarche.com"]),
        ]
            + operators.map { name, domain in
                account(
                    name, .mirakl, senders: [domain, "notification.mirakl.net"], pattern: "[A-Z0-9_]{5,}-[A-Z]",
                    url: "https://\(name).mirakl.net")
            }
    }

    /// One line of expected.tsv; `*` is not compared, `|` separates alternatives.
    struct Row: Sendable {
        let columns: [String]
        var file: String { columns[0] }

        init(_ line: Substring) {
            columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }

        func differences(from found: Recognition) -> [String] {
            let isOrdinary = found.standing == .ordinary
            var result: [String] = []
            func compare(_ name: String, _ column: Int, _ got: String) {
                let wanted = columns[column]
                if wanted == "*"
                    || wanted.split(separator: "|", omittingEmptySubsequences: false).contains(Substring(got))
                {
                    return
                }
                result.append("\(name) is \"\(got)\", not \"\(wanted)\"")
            }
            compare("marketplace", 1, found.marketplace?.text ?? "")
            compare("kind", 2, isOrdinary ? "" : found.kind.rawValue)
            compare("order", 3, found.order?.text ?? "")
            compare("thread", 4, found.thread?.text ?? "")
            let text = ComparableText(found.text ?? "")
            if columns[5] != "*", let wanted = try? JSON(parsing: Array(columns[5].utf8)).string,
                ComparableText(wanted) != text
            {
                result.append("text is \"\(text.text)\", not \"\(ComparableText(wanted).text)\"")
            }
            for part in (try? JSON(parsing: Array(columns[6].utf8)))?.elements.compactMap(\.string) ?? []
            where !text.text.contains(ComparableText(part).text) {
                result.append("text lacks \"\(part)\": \(text.text)")
            }
            if (columns[7] == "yes") != (found.standing == .proven) { result.append("standing is \(found.standing)") }
            return result
        }
    }
}
