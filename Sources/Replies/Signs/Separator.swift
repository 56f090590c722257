/// Lines such as `-----Original Message-----` that head a quoted mail.
enum Separator {
    static func isSeparator(_ line: String) -> Bool {
        guard line.utf8.count <= 160 else { return false }
        let text = FoldedText(line)
        if forwarded.contains(where: { text.starts(with: $0) }) { return text.count <= 50 && text.ends(with: ":") }
        let dashes = line.drop { $0 == " " || $0 == ">" || $0 == "*" }.prefix { "-_‐–—=".contains($0) }
        guard dashes.count >= 2 else { return false }
        let words = FoldedText(line.filter { !"-_‐–—=".contains($0) || $0 == "-" })
        let isEnded = line.last(where: { $0 != " " && $0 != "*" }).map { "-_‐–—=".contains($0) } ?? false
        return phrases.contains { words.starts(with: $0) && (isEnded || words.count <= $0.utf8.count + 3) }
    }

    /// A line of underscores or dashes as Outlook draws above its header block; nothing by itself.
    static func isRule(_ line: String) -> Bool {
        let marks = line.filter { $0 != " " }
        guard let first = marks.first, marks.count >= 3 else { return false }
        return "_-=*–—".contains(first) && marks.allSatisfy { $0 == first }
    }

    private static let phrases = [
        "original message", "ursprüngliche nachricht", "originalnachricht", "original-nachricht", "original nachricht",
        "ursprüngliche mail", "original-mail", "oorspronkelijk bericht", "origineel bericht", "message d'origine",
        "message original", "mail original", "message initial", "message transféré", "message reçu",
        "oryginalna wiadomość",
        "wiadomość oryginalna", "wiadomość przekazana", "treść przekazanej wiadomości", "oprindelig besked",
        "oprindelig meddelelse", "opprinnelig melding", "ursprungligt meddelande", "mensaje original",
        "mensagem original",
        "messaggio originale", "messaggio inoltrato", "weitergeleitete nachricht", "weitergeleitete mail",
        "forwarded message", "forwarded by", "forwarded mail", "doorgestuurd bericht", "mensaje reenviado",
        "mensagem encaminhada", "reply message", "původní zpráva", "исходное сообщение", "пересылаемое сообщение",
        "alkuperäinen viesti", "eredeti üzenet", "reply above this line",
    ]

    /// Apple Mail's heads of forwarded mails, which carry no dashes.
    private static let forwarded = [
        "begin forwarded message", "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
        "début du message réexpédié", "début du message transféré", "begin doorgestuurd bericht",
        "początek przekazywanej wiadomości", "początek przekazanej wiadomości", "inizio messaggio inoltrato",
        "inicio del mensaje reenviado", "start på videresendt meddelelse", "vidarebefordrat brev",
    ]
}
