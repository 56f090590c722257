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
            if isSentence(rest, rule) || rule.needsDevice && !text.contains(anyOf: devices) { continue }
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
        /// The words alone may also tell of a parcel: `Gesendet mit DHL`.
        var needsDevice = false
    }

    /// What the mail was written on or with.
    private static let devices = [
        "iphone", "ipad", "ipod", "iphon", "ios", "android", "outlook", "samsung", "galaxy", "huawei", "xiaomi",
        "redmi",
        "pixel", "nokia", "sony", "xperia", "oneplus", "oppo", "honor", "motorola", "blackberry", "htc", "fairphone",
        "lg ",
        "handy", "smartphone", "phone", "telefon", "telefoon", "téléphone", "telefono", "teléfono", "mobil", "móvil",
        "mobiel",
        "tablet", "gerät", "toestel", "apparaat", "appareil", "device", "dispositivo", "urządzeni", "komórk",
        "portable",
        "mail", "gmx", "web.de", "yahoo", "icloud", "t-online", "thunderbird", "spark", "proton", "posteo", "bluemail",
        "aquamail", "k-9", "edison", "airmail", "postbox", "nine", "hub", "windows", "mac", "laptop", "computer",
        "webmail",
        "app", "cell", "messenger", "orange", "bouygues", "sfr", "free.fr", "client", "smart", "wiko",
    ]

    private static let rules: [Rule] = [
        Rule(start: "von meinem ", end: "gesendet"), Rule(start: "von meiner ", end: "gesendet"),
        Rule(start: "gesendet von ", needsDevice: true), Rule(start: "gesendet mit ", needsDevice: true),
        Rule(start: "gesendet über ", needsDevice: true),
        Rule(start: "gesendet aus ", needsDevice: true),
        Rule(start: "diese nachricht wurde von ", end: "gesendet", length: 90),
        Rule(start: "diese e-mail wurde von ", end: "gesendet", length: 90),
        Rule(start: "von unterwegs gesendet"), Rule(start: "mobil gesendet"), Rule(start: "meinem iphone gesendet"),
        Rule(start: "sent from ", needsDevice: true), Rule(start: "sent with ", needsDevice: true),
        Rule(start: "sent via ", needsDevice: true), Rule(start: "sent by ", needsDevice: true),
        Rule(start: "sent using ", needsDevice: true), Rule(start: "from my iphone"), Rule(start: "from my android"),
        Rule(start: "verstuurd vanaf ", needsDevice: true), Rule(start: "verstuurd met ", needsDevice: true),
        Rule(start: "verzonden vanaf ", needsDevice: true),
        Rule(start: "verzonden met ", needsDevice: true), Rule(start: "verstuurd vanuit ", needsDevice: true),
        Rule(start: "verzonden vanuit ", needsDevice: true),
        Rule(start: "envoyé de ", length: 80, needsDevice: true),
        Rule(start: "envoyé depuis ", length: 80, needsDevice: true),
        Rule(start: "envoyé à partir de ", length: 80, needsDevice: true),
        Rule(start: "envoyé avec ", length: 80, needsDevice: true),
        Rule(start: "envoyée depuis ", length: 80, needsDevice: true), Rule(start: "wysłane z ", needsDevice: true),
        Rule(start: "wysłano z ", needsDevice: true),
        Rule(start: "wysłane za pomocą ", needsDevice: true), Rule(start: "inviato da ", needsDevice: true),
        Rule(start: "inviato dal ", needsDevice: true),
        Rule(start: "enviado desde ", needsDevice: true), Rule(start: "enviado do ", needsDevice: true),
        Rule(start: "enviado a partir do ", needsDevice: true),
        Rule(start: "sendt fra ", needsDevice: true), Rule(start: "skickat från ", needsDevice: true),
        Rule(start: "lähetetty "), Rule(start: "odesláno z ", needsDevice: true),
        Rule(start: "отправлено с "), Rule(start: "從我的 "), Rule(start: "发自我的"),
    ]
}
