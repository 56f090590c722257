/// Lines that close a letter: `Mit freundlichen Grüßen`, `Kind regards,`.
package enum ClosingFormula {
    /// A line of its own: the formula, perhaps with a name or place behind it.
    package static func isFormula(_ line: String) -> Bool {
        let text = FoldedText(line)
        guard (2...70).contains(text.count), text.bytes.last != UInt8(ascii: ":"), text.bytes.last != UInt8(ascii: "?")
        else { return false }
        let count = words(of: line).count
        if count <= 4, short.contains(where: { text.starts(with: $0) && wordEnds(text, $0) }) { return true }
        return phrases.contains { text.starts(with: $0) && wordEnds(text, $0) } && count <= 9
    }

    /// What stands behind the longest formula at the beginning of `text`; nil if there is none.
    static func afterFormula(_ text: FoldedText) -> String? {
        let longest = (phrases + short).filter { text.starts(with: $0) && wordEnds(text, $0) }.map(\.utf8.count).max()
        return longest.map { String(decoding: text.bytes.dropFirst($0), as: UTF8.self) }
    }

    private static func wordEnds(_ text: FoldedText, _ phrase: String) -> Bool {
        text.count == phrase.utf8.count || !FoldedText.isWordByte(text.bytes[phrase.utf8.count])
    }

    private static let phrases = [
        "mit freundlichen grüßen", "mit freundlichen grüssen", "mit freundlichem gruß", "mit freundlichem gruss",
        "mit freundlichen gruessen", "mit besten grüßen", "mit besten grüssen", "mit herzlichen grüßen",
        "mit herzlichen grüssen", "mit vielen grüßen", "mit lieben grüßen", "mit sonnigen grüßen",
        "mit kollegialen grüßen",
        "freundliche grüße", "freundliche grüsse", "freundlichen gruß", "viele grüße", "viele grüsse", "viele gruesse",
        "vielen dank und", "beste grüße", "beste grüsse", "liebe grüße", "liebe grüsse", "herzliche grüße",
        "herzliche grüsse", "schöne grüße", "sonnige grüße", "danke und", "hochachtungsvoll", "es grüßt", "grüße aus",
        "kind regards", "best regards", "warm regards", "warmest regards", "with kind regards", "with best regards",
        "kindest regards", "many thanks", "best wishes", "all the best", "yours sincerely", "yours faithfully",
        "sincerely",
        "thanks and regards", "thank you and", "met vriendelijke groet", "met vriendelijke groeten",
        "met hartelijke groet",
        "met hartelijke groeten", "vriendelijke groet", "vriendelijke groeten", "hartelijke groet",
        "hartelijke groeten",
        "bien cordialement", "cordialement", "bien à vous", "sincères salutations", "salutations distinguées",
        "meilleures salutations", "avec nos salutations", "bonne journée", "très cordialement", "z poważaniem",
        "z wyrazami szacunku", "z pozdrowieniami", "pozdrawiam", "pozdrawiamy", "serdecznie pozdrawiam",
        "serdeczne pozdrowienia", "łączę pozdrowienia", "cordiali saluti", "distinti saluti", "saludos", "un saludo",
        "atentamente", "atenciosamente", "med venlig hilsen", "venlig hilsen", "med vänliga hälsningar",
        "vänliga hälsningar", "med vennlig hilsen", "ystävällisin terveisin", "s pozdravem",
    ]

    private static let short = [
        "grüße", "grüsse", "gruß", "gruss", "mfg", "lg", "vg", "bg", "regards", "cheers", "thanks", "thank you", "thx",
        "best", "danke", "vielen dank", "groetjes", "groeten", "groet", "mvg", "merci", "à bientôt", "amicalement",
        "dziękuję", "dzięki", "saluti", "hilsen", "hälsningar", "kr", "br",
    ]
}
