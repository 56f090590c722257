/// Finds the lines `From: … Sent: … To: … Subject: …` with which Outlook and others head a quoted mail.
struct HeaderBlock {
    enum Label: Hashable { case from, date, to, copy, subject }

    /// Label lines are looked for in this many lines that are not empty.
    static let height = 8

    /// What a line can be in such a block.
    private struct Facts {
        let label: Label?
        let isBlank: Bool
        let isWholeBlock: Bool
        let hasAddress: Bool
        let hasDate: Bool
        let hasMoment: Bool

        init(_ line: Line) {
            isBlank = line.isBlank
            let text = FoldedText(line.text)
            label = HeaderBlock.label(of: text)
            hasAddress = text.hasAddress
            hasDate = label == .date && text.hasDate
            hasMoment = label == .date && text.hasMoment
            isWholeBlock = label.map { HeaderBlock.isWholeBlock(text, $0) } ?? false
        }
    }

    private let facts: [Facts]

    init(_ lines: [Line]) { facts = lines.map(Facts.init) }

    /// The block that begins in line `first`: at least three labels, among them the subject; or sender with address and
    /// date directly below each other.
    func range(startingAt first: Int) -> ClosedRange<Int>? {
        guard facts[first].label != nil else { return nil }
        if facts[first].isWholeBlock { return first...first }
        var found: [Label: Int] = [:]
        // Agents write lists with such words; a mail's head names an address or a moment.
        var isMailHead = false
        var last = first
        var seen = 0
        var index = first
        while index < facts.count, seen < Self.height, index - first < 2 * Self.height {
            defer { index += 1 }
            let line = facts[index]
            if line.isBlank {
                // One empty line between labels, but not two: there the quoted text begins.
                if facts[index - 1].isBlank { break }
                continue
            }
            seen += 1
            isMailHead = isMailHead || line.hasAddress || line.hasMoment
            guard let label = line.label else {
                // The rest of a wrapped line; behind an empty line it is the quoted text.
                if facts[index - 1].isBlank { break }
                continue
            }
            if found[label] == nil { found[label] = index }
            last = index
        }
        if found.count >= 3, found[.subject] != nil, isMailHead { return first...last }
        guard let from = found[.from], let date = found[.date], abs(date - from) == 1 else { return nil }
        return facts[from].hasAddress && facts[date].hasDate ? first...last : nil
    }

    /// The whole block in one line, as some phones write it.
    private static func isWholeBlock(_ text: FoldedText, _ first: Label) -> Bool {
        guard first == .from || first == .subject || first == .date, text.count > 40 else { return false }
        var others: Set<Label> = [first]
        for (label, names) in labels {
            if names.contains(where: {
                text.range(of: " \($0):", from: 4) != nil || text.range(of: " \($0) :", from: 4) != nil
            }) {
                others.insert(label)
            }
        }
        return others.count >= 4 && others.contains(.subject) && text.hasDate
    }

    /// The label at the beginning of a line: `*Sent:*`, `De :`.
    static func label(of text: FoldedText) -> Label? {
        guard let colon = text.bytes.prefix(24).firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return nil }
        var name = text.bytes[..<colon]
        while let last = name.last, last == 0x20 || last == UInt8(ascii: "*") { name = name.dropLast() }
        return byName[String(decoding: name, as: UTF8.self)]
    }

    private static let labels: [(Label, [String])] = [
        (
            .from,
            ["von", "from", "van", "de", "od", "da", "fra", "från", "от", "absender", "lähettäjä", "feladó", "kimden"]
        ),
        (
            .date,
            [
                "gesendet", "datum", "sent", "date", "verzonden", "envoyé", "envoyé le", "envoye", "wysłane", "wysłano",
                "data", "inviato", "enviado", "enviado el", "fecha", "enviada em", "enviado em", "sendt", "dato",
                "skickat",
                "odesláno", "отправлено", "дата", "lähetetty", "dátum", "gesendet am", "date d'envoi", "data wysłania",
            ]
        ),
        (
            .to,
            [
                "an", "to", "aan", "à", "a", "pour", "do", "para", "til", "till", "komu", "кому", "empfänger",
                "destinataire",
                "vastaanottaja", "címzett",
            ]
        ),
        (.copy, ["cc", "kopie", "copie à", "copie", "dw", "copia", "kopia", "копия", "kopi"]),
        (
            .subject,
            [
                "betreff", "subject", "onderwerp", "objet", "sujet", "temat", "oggetto", "asunto", "assunto", "emne",
                "ämne",
                "předmět", "тема", "aihe", "tárgy", "konu",
            ]
        ),
    ]

    private static let byName: [String: Label] = Dictionary(
        labels.flatMap { label, names in names.map { ($0, label) } }, uniquingKeysWith: { first, _ in first })
}
