/// A part of a mail as JMAP sees it (RFC 8621 §4.1.4, EmailBodyPart).
struct JMAPPart {
    let part: Part
    /// As IMAP numbers sections (RFC 9051 §6.4.5.1): `1.2` is the second part of the first. Nil for multiparts. A file that
    /// stands uuencoded in a text is numbered below that text.
    let id: String?
    /// Octets, transfer coding undone.
    let size: Int
    let blobID: String?

    /// As the sender wrote it, decoded but not cleaned.
    var name: String? { Self.name(of: part) }

    static func name(of part: Part) -> String? {
        let names = [part.disposition?["filename"], part.parameter("name"), part.fileName]
        return names.lazy.compactMap(\.self).first { !$0.isEmpty }
    }

    /// The ids by `Part.index`; nil for parts of enclosed messages, which are Emails of their own.
    static func ids(_ parts: Parts) -> [String?] {
        var ids = [String?](repeating: nil, count: parts.count)
        guard let root = parts.first else { return ids }
        /// With what comes before the numbers of the children.
        var open: [(part: Part, id: String, prefix: String)] = [(root, "1", root.isMultipart ? "" : "1.")]
        while let (part, id, prefix) = open.popLast() {
            ids[part.index] = id
            guard !part.isMessage else { continue }
            for (number, child) in part.children.enumerated() {
                let id = "\(prefix)\(number + 1)"
                open.append((parts[child], id, id + "."))
            }
        }
        return ids
    }
}
