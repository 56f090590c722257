/// What belongs to a company's letterhead, and what marketplaces forbid in answers.
package enum ContactData {
    /// Address, phone, web or register data: the line belongs to a signature.
    static func isLetterhead(_ line: String) -> Bool {
        let text = FoldedText(line)
        if text.isEmpty { return false }
        if !forbidden(in: line).isEmpty || text.hasAddress { return true }
        if text.contains("@") || text.contains(anyOf: fragments) { return true }
        return marks.contains { text.word($0) != nil }
    }

    /// A kind of contact data that no marketplace wants in an answer.
    enum Forbidden: String, Sendable { case mailAddress = "mail-address", link, phone }

    /// All kinds of it in one line.
    static func forbidden(in line: String) -> [Forbidden] {
        let text = FoldedText(line)
        var kinds: [Forbidden] = []
        if !mailAddresses(in: text, limit: 1).isEmpty { kinds.append(.mailAddress) }
        if !links(in: line).isEmpty { kinds.append(.link) }
        if !phones(in: text, limit: 1).isEmpty { kinds.append(.phone) }
        return kinds
    }

    /// Where mail addresses stand, the first `limit` of them.
    package static func mailAddresses(in text: FoldedText, limit: Int = 20) -> [Range<Int>] {
        let bytes = text.bytes
        var found: [Range<Int>] = []
        for index in bytes.indices where bytes[index] == UInt8(ascii: "@") && index > 0 && found.count < limit {
            guard isLocalByte(bytes[index - 1]) else { continue }
            let domain = bytes[(index + 1)...].prefix(255).prefix { $0 > 0x20 && !"<>()[],;\"@".utf8.contains($0) }
            guard domain.dropFirst().dropLast().contains(UInt8(ascii: ".")) else { continue }
            var start = index - 1
            while start > 0, index - start < 64, isLocalByte(bytes[start - 1]) { start -= 1 }
            found.append(start..<domain.endIndex)
        }
        return found
    }

    private static func isLocalByte(_ byte: UInt8) -> Bool {
        FoldedText.isWordByte(byte) || ".-_+".utf8.contains(byte)
    }

    /// Web addresses as written, up to the next blank or bracket: with scheme, with `www.`, or a host with a path.
    package static func links(in line: String) -> [Substring] {
        // Most lines have neither a path nor `www.`.
        guard line.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 | 0x20 == UInt8(ascii: "w") }),
            line.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") })
        else { return [] }
        return line.split { $0.isWhitespace || "<>()[]\"'„“”«»".contains($0) }.filter { word in
            let text = word.lowercased()
            if text.hasPrefix("www."), text.utf8.count > 6 { return true }
            if let scheme = FoldedText(text).range(of: "://", from: 1) { return scheme.upperBound < text.utf8.count }
            guard let slash = text.firstIndex(of: "/"), !text.contains("@") else { return false }
            let pieces = text[..<slash].split(separator: ".", omittingEmptySubsequences: false)
            guard pieces.count >= 2, let last = pieces.last, text.index(after: slash) < text.endIndex else {
                return false
            }
            return topDomains.contains(String(last))
                && pieces.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isHostByte) }
        }
    }

    /// The host of a link: `www.dhl.de` of `https://www.dhl.de/x`.
    package static func host(of link: Substring) -> Substring {
        var rest = link
        if let scheme = rest.firstIndex(of: ":"), rest[scheme...].hasPrefix("://") {
            rest = rest[scheme...].dropFirst(3)
        }
        rest = rest.prefix { !"/?#:".contains($0) }
        return rest.last == "." ? rest.dropLast() : rest
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        FoldedText.isDigit(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
    }

    /// Ends of web addresses that are taken for one without a scheme.
    package static let topDomains: Set<String> = [
        "de", "com", "net", "org", "eu", "nl", "fr", "pl", "at", "ch", "be", "it", "es", "uk", "info", "biz", "shop",
        "io",
        "app", "me", "lu", "cz", "dk", "se", "no", "fi", "example",
    ]

    private static let fragments = [
        "ust-id", "ustid", "ust.-id", "geschäftsführ", "sp. z o.o", "sp. z o. o", "b.v.", "s.a.r.l", "registered in",
        "amtsgericht", "handelsregister", "registergericht", "hrb ", "hra ", "managing director", "n° tva",
        "company no",
        "kapitał zakładowy", "steuernummer", "st.-nr", "www.", "registered office",
    ]

    private static let marks = [
        "tel", "tel.", "telefon", "phone", "fax", "mobil", "mobile", "tél", "télécopie", "telefoon", "gmbh", "kvk",
        "btw",
        "krs", "nip", "regon", "rcs", "siret", "siren", "tva", "sarl", "sas", "vat", "ltd", "ug", "ohg", "ag", "kg",
        "gbr",
        "inhaber", "bv", "iban", "bic",
    ]
}
