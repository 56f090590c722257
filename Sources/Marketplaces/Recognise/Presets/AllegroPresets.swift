import Domain

/// Allegro's mails. What a dispute says comes from a public parser that was tested on a real mail; the rest is not verified.
enum AllegroPresets {
    private static let uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

    static let rules = [
        // A follow-up also speaks of a discussion; only the first mail says that one was begun.
        PresetRule(
            name: "allegro-dispute", kind: .claimOpen, body: [#"(?i)rozpocz[ąaęe][łl]a?\s+z\s+Tob[ąa]\s+dyskusj"#],
            capture: [
                // Polish time; the API does not tell it.
                #"nie\s+wypowiesz\s+si[ęe]\s+do\s+(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})\s+(?<h>\d{1,2}):(?<min>\d{2})"#,
                #"^[^\n]*?\S\s+(?<item>\d{8,12})\s*$"#,
            ]),
        PresetRule(name: "allegro-message", kind: .buyerMessage, subject: ["(?i)wiadomość|pytanie o przedmiot"]),
        PresetRule(name: "allegro-issue", kind: .ticketNotice, links: ["/dyskusje/" + uuid]),
        PresetRule(
            name: "allegro-return", kind: .return,
            subject: ["(?i)zwrot(?:u|y)? (?:towaru|przedmiotu)|zwrot zamówienia|zgłosił\\w* zwrot"]),
        PresetRule(name: "allegro-cancel", kind: .cancel, subject: ["(?i)anulowa"]),
        PresetRule(
            name: "allegro-performance", kind: .performance,
            subject: [
                "(?i)jakość sprzedaży|naruszeni|ofert\\w* .{0,40}(?:zakończ|usunięt|zablokow)|kont[oa] .{0,40}(?:zawieszon|zablokow|ograniczon)"
            ]),
        PresetRule(
            name: "allegro-compliance", kind: .compliance,
            subject: [#"(?i)\bGPSR\b|bezpieczeństw[oa] produkt|weryfikacj[aęi]|dane podatkowe|\bDAC7\b"#]),
        PresetRule(name: "allegro-feedback", kind: .feedback, subject: ["(?i)ocen[aęił]|opini[aęi]|komentarz"]),
    ]

    static let captures = [
        "allegro\\.pl/moje-allegro/sprzedaz/dyskusje/(?<issue>" + uuid + ")",
        "allegro\\.pl/uzytkownik/(?<buyer>[A-Za-z0-9._-]{1,60})",
        "(?i)zakupu\\s+z\\s+[\\d.]+\\s+(?<order>" + uuid + ")", "(?i)zamówieni\\w*\\W+(?<order>" + uuid + ")",
    ]
}
