/// A line of Amazon's frame around a message: dashes, a few words, dashes. The words follow the language of the seller's
/// account and have changed before, so the shape counts, and known words only decide between shapes.
struct AmazonMarker: Sendable, Hashable {
    /// In lower case, without colon.
    let label: String
    /// Where it stands in the text.
    let range: Range<String.Index>

    var isBegin: Bool { Self.begins.contains(label) }
    var isEnd: Bool { Self.ends.contains(label) }
    /// Looks like a marker, but is how a mail program starts a quotation.
    var isQuotation: Bool { Self.quotations.contains(label) }

    /// The markers of a text that fill a line each.
    static func lines(of text: String) -> [AmazonMarker] {
        var result: [AmazonMarker] = []
        var start = text.startIndex
        while start != text.endIndex {
            let end = text[start...].firstIndex(where: \.isNewline) ?? text.endIndex
            if let label = label(ofLine: text[start..<end]) {
                result.append(AmazonMarker(label: label, range: start..<end))
            }
            start = end == text.endIndex ? end : text.index(after: end)
        }
        return result
    }

    /// The markers with known words anywhere in a text: for HTML that was made into one long line, and for markers that
    /// were broken into several.
    static func anywhere(in text: String) -> [AmazonMarker] {
        var dashes: [Range<String.Index>] = []
        var position = text.startIndex
        while let start = text[position...].firstIndex(where: isDash) {
            let end = text[start...].firstIndex { !isDash($0) } ?? text.endIndex
            if text.distance(from: start, to: end) >= 3 { dashes.append(start..<end) }
            position = end
        }
        var result: [AmazonMarker] = []
        var index = 0
        while index + 1 < dashes.count {
            let between = text[dashes[index].upperBound..<dashes[index + 1].lowerBound]
            if let label = label(between), known.contains(label) {
                result.append(
                    AmazonMarker(label: label, range: dashes[index].lowerBound..<dashes[index + 1].upperBound))
                index += 2
            } else {
                index += 1
            }
        }
        return result
    }

    private static func label(ofLine line: Substring) -> String? {
        // Longer lines are never markers; this also bounds the work.
        guard line.utf8.count <= 400 else { return nil }
        let line = line.trimmed
        let front = line.prefix(while: isDash)
        guard front.count >= 3, front.endIndex != line.endIndex else { return nil }
        var rest = line[front.endIndex...]
        var back = 0
        while let last = rest.last, isDash(last) {
            rest.removeLast()
            back += 1
        }
        return back >= 3 ? label(rest) : nil
    }

    private static func label(_ text: Substring) -> String? {
        guard text.utf8.count <= 200 else { return nil }
        var label = text.trimmed
        if label.last == ":" { label = label.dropLast().trimmed }
        guard label.first?.isLetter == true, label.count <= 49, !label.contains(where: \.isNewline) else { return nil }
        return label.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }

    static func isDash(_ character: Character) -> Bool { "-–—_=─".contains(character) }

    private static let begins: Set<String> = [
        "message", "begin message", "start of message", "nachricht", "beginn der nachricht", "anfang der nachricht",
        "début du message", "messaggio", "inizio messaggio", "inizio del messaggio", "mensaje", "inicio del mensaje",
        "mensagem", "iniciar mensagem", "início da mensagem", "wiadomość", "początek wiadomości", "bericht",
        "begin bericht", "begin van bericht", "meddelande", "mesaj", "メッセージ",
    ]
    private static let ends: Set<String> = [
        "end message", "end of message", "ende der nachricht", "nachrichtenende", "fin du message", "fine messaggio",
        "fine del messaggio", "fin del mensaje", "finalizar mensaje", "encerrar mensagem", "mensagem final",
        "fim da mensagem", "koniec wiadomości", "einde bericht", "einde van bericht", "slut på meddelande",
        "mesajın sonu",
    ]
    private static let quotations: Set<String> = [
        "original message", "ursprüngliche nachricht", "originalnachricht", "message d'origine", "message d’origine",
        "messaggio originale", "mensaje original", "mensagem original", "oorspronkelijk bericht",
        "wiadomość oryginalna",
        "oryginalna wiadomość", "ursprungligt meddelande", "forwarded message", "weitergeleitete nachricht",
        "message transféré", "messaggio inoltrato", "mensaje reenviado", "doorgestuurd bericht",
        "wiadomość przekazana dalej",
    ]
    private static let known = begins.union(ends)
}
