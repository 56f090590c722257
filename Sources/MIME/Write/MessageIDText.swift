/// A message id as it is written, in angle brackets (RFC 5322 §3.6.4, RFC 6532 §3.2).
enum MessageIDText {
    /// An id that we give out: `left@right` of dot-atoms, or a domain literal at the right.
    static func own(_ id: String, field: String) throws(WriteError) -> String {
        let text = try foreign(id, field: field)
        let sides = id.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2, AddressText.isDotAtom(sides[0]), AddressText.isDomain(sides[1]) else {
            throw WriteError(field: field, .malformedID)
        }
        return text
    }

    /// An id of somebody else, which may look odd, but must not be able to end the field or the id.
    static func foreign(_ id: String, field: String) throws(WriteError) -> String {
        try checkText(id, field: field, limit: .max)
        let isWellFormed = id.unicodeScalars.allSatisfy { !$0.isInvisible && $0 != "<" && $0 != ">" }
        guard isWellFormed, (1...WriteLimits.id).contains(id.utf8.count) else {
            throw WriteError(field: field, .malformedID)
        }
        return "<\(id)>"
    }

    /// The id by which HTML names a part (RFC 2392).
    static func content(_ id: String, field: String) throws(WriteError) -> String {
        let text = try foreign(id, field: field)
        guard id.utf8.allSatisfy({ $0 < 0x7F }) else { throw WriteError(field: field, .malformedID) }
        return text
    }

    /// Each once; of more than readers keep the first, which started the thread, and the latest.
    static func thread(_ ids: [String], field: String) throws(WriteError) -> [String] {
        var texts: [String] = []
        var seen = Set<String>()
        for id in ids {
            let text = try foreign(id, field: field)
            if seen.insert(text).inserted { texts.append(text) }
        }
        guard texts.count > WriteLimits.references else { return texts }
        return texts.prefix(1) + texts.suffix(WriteLimits.references - 1)
    }
}
