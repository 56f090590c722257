extension Message {
    /// All From fields, joined. More than one is a defect.
    public var from: [Address] { addresses("from") }
    public var sender: [Address] { addresses("sender") }
    public var replyTo: [Address] { addresses("reply-to") }
    public var to: [Address] { addresses("to") }
    public var cc: [Address] { addresses("cc") }
    public var bcc: [Address] { addresses("bcc") }
    /// Written by the receiving hosts: Delivered-To.
    public var deliveredTo: [Address] { addresses("delivered-to") }
    /// Written by the receiving hosts: X-Original-To.
    public var originalTo: [Address] { addresses("x-original-to") }

    /// Written by the receiving host: Return-Path, empty for automatic mail.
    public var returnPath: [Address] { addresses("return-path") }

    /// The addresses of all fields called `name`, in order.
    public func addresses(_ name: String) -> [Address] { addressList(name).addresses }

    /// The addresses of all fields called `name`, in order, with what was wrong in them.
    public func addressList(_ name: String) -> AddressList {
        var joined = AddressList()
        for field in header.all(name) {
            let list = field.addressList
            joined.addresses += list.addresses.prefix(max(0, limits.addresses - joined.addresses.count))
            for defect in list.defects where !joined.defects.contains(defect) { joined.defects.append(defect) }
            if joined.addresses.count >= limits.addresses { break }
        }
        return joined
    }

    /// Decoded, of the first Subject field.
    public var subject: String? { header.text("subject") }

    /// Of the first Date field; nil if there is none or it is no date.
    public var date: DateTime? { header.first("date")?.date }

    /// Without angle brackets.
    public var messageID: String? { header.first("message-id")?.messageIDs.first }

    /// Without angle brackets, in order, each once.
    public var inReplyTo: [String] { ids("in-reply-to") }

    /// Without angle brackets, in order, each once; the last ones if there are too many.
    public var references: [String] { Array(ids("references").suffix(limits.references)) }

    private func ids(_ name: String) -> [String] {
        let fields = header.all(name)
        if fields.count <= 1 { return fields.first?.messageIDs ?? [] }
        var seen = Set<String>()
        return fields.flatMap(\.messageIDs).filter { seen.insert($0).inserted }
    }

    /// Domains of all DKIM-Signature fields with their selectors, unchecked (RFC 6376 §3.5).
    public var signatures: [(domain: String, selector: String)] {
        header.all("dkim-signature").compactMap { field in
            let tags = field.tags
            return tags["d"].map { ($0.lowercased(), tags["s"] ?? "") }
        }
    }

    /// The findings of the own receiving host.
    ///
    /// Only the topmost Authentication-Results field counts, only if its authserv-id equals `host` (compared in full,
    /// without case), and only if no Received field of a foreign host stands above it (RFC 8601 §5).
    public func authenticationResults(trusting host: String) -> AuthenticationResults? {
        guard !host.isEmpty else { return nil }
        for field in header.fields {
            switch field.name.lowercased() {
            case "authentication-results":
                guard let results = field.authenticationResults, results.version == 1,
                    results.host.lowercased() == host.lowercased()
                else { return nil }
                return results
            case "received":
                guard field.withValue({ ReceivedField(parsing: $0) }).isOwn(of: host) else { return nil }
            default:
                continue
            }
        }
        return nil
    }

    /// The findings of the own receiving host where each of its checks adds a field of its own: the one of
    /// ``authenticationResults(trusting:)`` and those that stand with it above the first Received field. Further down, one
    /// that the sender wrote could stand.
    public func allAuthenticationResults(trusting host: String) -> [AuthenticationResults] {
        guard let first = authenticationResults(trusting: host) else { return [] }
        let above = header.fields.prefix { !$0.isNamed("received") }
            .lazy.filter { $0.isNamed("authentication-results") }.map(\.authenticationResults)
            .prefix { $0?.version == 1 && $0?.host.lowercased() == host.lowercased() }
        let found = Array(above.prefix(Self.mostResults).compactMap(\.self))
        return found.isEmpty ? [first] : found
    }

    /// No host has so many checks.
    private static let mostResults = 8
}

extension HeaderField {
    fileprivate func isNamed(_ lowercase: String) -> Bool { name.lowercased() == lowercase }
}
