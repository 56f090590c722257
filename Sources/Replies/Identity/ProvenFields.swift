public import Domain
public import MIME

/// The fields of a mail that its author certainly wrote, where DMARC proves him.
///
/// A mail that came straight from a host of the author's domain (SPF) is his as it is. One that only its signature proves may
/// be sent again by whoever has it, to other receivers and with fields in front that nobody signed (RFC 6376 §8.2, §8.15):
/// of that one only signed fields count, and only where they stand once.
public struct ProvenFields: Sendable, Hashable {
    /// In lower case; nil = all of them.
    private let signed: Set<String>?

    public static let all = ProvenFields(signed: nil)

    private init(signed: Set<String>?) { self.signed = signed }

    /// - Parameters:
    ///   - author: the address that DMARC proved
    ///   - host: authserv-id of the own receiving host
    public init(of message: Message, author: EmailAddress, authservID host: String?) {
        let found = host.map { message.allAuthenticationResults(trusting: $0) } ?? []
        let isDirect = found.flatMap { $0.results(of: "spf") }.contains { result in
            guard result.result == "pass" else { return false }
            return Self.isAligned(Self.domain(of: result.property("smtp.mailfrom") ?? ""), author.domain)
        }
        let all = message.header.all("dkim-signature")
        let signatures = all.prefix(Self.mostSignatures).map { Self.tags(of: $0.rawValue) }
            .filter { Self.isAligned($0["d"]?[...] ?? "", author.domain) }
        if isDirect {
            signed = nil
            return
        }
        // Which of so many is the one that DMARC went by, nobody can tell.
        guard all.count <= Self.mostSignatures else {
            signed = []
            return
        }
        // Without a signature of the author's domain it was SPF that DMARC went by.
        guard let first = signatures.first else {
            signed = nil
            return
        }
        // A signature that somebody added makes it fewer, never more.
        signed = signatures.dropFirst().reduce(Self.names(in: first)) { $0.intersection(Self.names(in: $1)) }
    }

    func contains(_ name: String, of message: Message) -> Bool {
        guard let signed else { return true }
        return signed.contains(name) && message.header.all(name).count == 1
    }

    private static let mostSignatures = 10

    private static func names(in tags: [String: String]) -> Set<String> {
        Set((tags["h"] ?? "").lowercased().split(separator: ":").map(String.init))
    }

    /// `name=value` pairs apart by semicolons (RFC 6376 §3.2), without any white space.
    private static func tags(of value: [UInt8]) -> [String: String] {
        let text = String(decoding: value.filter { $0 > 0x20 }, as: UTF8.self)
        let pairs = text.split(separator: ";").compactMap { pair -> (String, String)? in
            guard let sign = pair.firstIndex(of: "=") else { return nil }
            return (pair[..<sign].lowercased(), String(pair[pair.index(after: sign)...]))
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    private static func domain(of path: String) -> Substring {
        let path = path.lowercased()
        return path.lastIndex(of: "@").map { path[path.index(after: $0)...] } ?? path[...]
    }

    /// The same domain, or one a sub-domain of the other: what DMARC calls relaxed.
    private static func isAligned(_ domain: Substring, _ author: Substring) -> Bool {
        let (domain, author) = (domain.lowercased(), author.lowercased())
        let (short, long) = domain.utf8.count <= author.utf8.count ? (domain, author) : (author, domain)
        return short.contains(".") && (short == long || long.hasSuffix("." + short))
    }
}
