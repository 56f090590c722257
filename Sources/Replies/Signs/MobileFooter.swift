/// Lines that phones and apps put below a mail: `Von meinem iPhone gesendet`.
enum MobileFooter {
    /// A whole line, short and without a further clause: "Sent from my desk, is much easier" is a sentence.
    static func isFooter(_ line: String) -> Bool {
        guard line.utf8.count <= 200 else { return false }
        let bare = line.drop { " <(*>_-".contains($0) }
        let text = FoldedText(bare.prefix { $0 != "\n" })
        guard text.count >= 8 else { return false }
        let shown = withoutLink(text)
        guard shown.count <= 90 else { return false }
        if isGetTheApp(shown) { return true }
        for rule in rules where shown.starts(with: rule.start) {
            let rest = shown.bytes.dropFirst(rule.start.utf8.count)
            guard rest.count <= rule.length, rest.count >= rule.end.utf8.count + 2 else { continue }
            let body = String(decoding: rest.filter { !".)>*_".utf8.contains($0) }, as: UTF8.self)
            guard rule.end.isEmpty || body.hasSuffix(rule.end) else { continue }
            if isSentence(rest, rule) { continue }
            return true
        }
        return false
    }

    /// `Outlook für iOS beziehen`, `Get Outlook for Android`.
    private static func isGetTheApp(_ text: FoldedText) -> Bool {
        guard text.contains("outlook"), text.count <= 60 else { return false }
        return text.starts(withAnyOf: [
            "get outlook for", "get [outlook", "outlook für", "outlook voor", "télécharger outlook", "obtenir outlook",
            "obtenez outlook", "pobierz", "scarica outlook", "obtener outlook", "obter outlook", "hent outlook",
            "download outlook",
        ])
    }

    /// A comma opens a clause, unless it only begs pardon for typing errors.
    private static func isSentence(_ rest: ArraySlice<UInt8>, _ rule: Rule) -> Bool {
        let text = FoldedText(String(decoding: rest, as: UTF8.self))
        if text.contains(anyOf: ["typo", "tippfehler", "brevity", "kürze", "excuse", "autocorrect", "beknopt"]) {
            return false
        }
        if text.bytes.contains(UInt8(ascii: ",")) || text.contains(". ") { return true }
        // "Sent from my iPhone app to all users": a device is a name, not a clause.
        let sentenceWords = [
            "to", "is", "are", "was", "will", "and", "an", "ist", "wird", "und", "heute", "morgen", "naar", "aux", "et",
            "do", "dass",
        ]
        return sentenceWords.contains { text.word($0) != nil }
    }

    /// A link behind the words does not count: `Outlook für iOS beziehen<https://aka.ms/o0ukef>`.
    private static func withoutLink(_ text: FoldedText) -> FoldedText {
        guard let link = text.range(of: "http", from: 1)?.lowerBound else { return text }
        var end = link
        while end > 0, " <([".utf8.contains(text.bytes[end - 1]) { end -= 1 }
        let behind = text.bytes[link...].drop { $0 != 0x20 }
        return FoldedText(String(decoding: text.bytes[..<end] + behind, as: UTF8.self))
    }

    private struct Rule {
        let start: String
        var end = ""
        var length = 60
    }

    private static let rules: [Rule] = [
        Rule(start: "von meinem ", end: "gesendet"), Rule(start: "von meiner ", end: "gesendet"),
        Rule(start: "gesendet von "), Rule(start: "gesendet mit "), Rule(start: "gesendet über "),
        Rule(start: "gesendet aus "),
        Rule(start: "diese nachricht wurde von ", end: "gesendet", length: 90),
        Rule(start: "diese e-mail wurde von ", end: "gesendet", length: 90),
        Rule(start: "von unterwegs gesendet"), Rule(start: "mobil gesendet"), Rule(start: "meinem iphone gesendet"),
        Rule(start: "sent from "), Rule(start: "sent with "), Rule(start: "sent via "), Rule(start: "sent by "),
        Rule(start: "sent using "), Rule(start: "from my iphone"), Rule(start: "from my android"),
        Rule(start: "verstuurd vanaf "), Rule(start: "verstuurd met "), Rule(start: "verzonden vanaf "),
        Rule(start: "verzonden met "), Rule(start: "verstuurd vanuit "), Rule(start: "verzonden vanuit "),
        Rule(start: "envoyé de ", length: 80), Rule(start: "envoyé depuis ", length: 80),
        Rule(start: "envoyé à partir de ", length: 80), Rule(start: "envoyé avec ", length: 80),
        Rule(start: "envoyée depuis ", length: 80), Rule(start: "wysłane z "), Rule(start: "wysłano z "),
        Rule(start: "wysłane za pomocą "), Rule(start: "inviato da "), Rule(start: "inviato dal "),
        Rule(start: "enviado desde "), Rule(start: "enviado do "), Rule(start: "enviado a partir do "),
        Rule(start: "sendt fra "), Rule(start: "skickat från "), Rule(start: "lähetetty "), Rule(start: "odesláno z "),
        Rule(start: "отправлено с "), Rule(start: "從我的 "), Rule(start: "发自我的"),
    ]
}
