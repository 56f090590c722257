import Replies

/// Variables that nobody filled in.
enum PlaceholderDetector {
    static func marks(in line: CheckedText.Line) -> [Range<Int>] {
        let bytes = line.folded.bytes
        var found: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            if let end = end(line, from: index) {
                found.append(index..<end)
                index = end
            } else {
                index += 1
            }
        }
        return found
    }

    private static func end(_ line: CheckedText.Line, from start: Int) -> Int? {
        let bytes = line.folded.bytes
        switch bytes[start] {
        case UInt8(ascii: "{"): return closing("}", bytes, start) { isVariable($0) }
        case UInt8(ascii: "["):
            return closing("]", bytes, start) { inside in
                isName(inside) && (isCapital(line, start + 1..<start + 1 + inside.count) || isKnown(inside))
            }
        case UInt8(ascii: "<"): return closing(">", bytes, start) { isKnown($0) }
        case UInt8(ascii: "%"): return format(bytes, start)
        case UInt8(ascii: "x"):
            return run(bytes, start, least: 3).flatMap { end in
                isAlone(bytes, start..<end) && isCapital(line, start..<end) ? end : nil
            }
        case UInt8(ascii: "_"): return run(bytes, start, least: 3)
        default: return nil
        }
    }

    /// The end behind a closing sign that stands at most 60 bytes away, if what lies between is a placeholder.
    private static func closing(
        _ sign: Character, _ bytes: [UInt8], _ start: Int, _ isPlaceholder: (ArraySlice<UInt8>) -> Bool
    ) -> Int? {
        guard let sign = sign.asciiValue,
            let close = bytes[(start + 1)...].prefix(60).firstIndex(of: sign)
        else { return nil }
        guard isPlaceholder(bytes[(start + 1)..<close]) else { return nil }
        var end = close + 1
        while end < bytes.count, bytes[end] == sign { end += 1 }
        return end
    }

    /// `{{order.number}}`, `{name}`, `{{ Name | default }}`.
    private static func isVariable(_ inside: ArraySlice<UInt8>) -> Bool {
        let inside = inside.drop { $0 == UInt8(ascii: "{") || $0 == 0x20 }
        guard let first = inside.first, FoldedText.isWordByte(first), !FoldedText.isDigit(first) else { return false }
        return inside.allSatisfy { FoldedText.isWordByte($0) || " ._-|:$".utf8.contains($0) }
    }

    /// Letters, blanks and a few signs, so that `[1]` and `[…]` are none.
    private static func isName(_ inside: ArraySlice<UInt8>) -> Bool {
        inside.count >= 2 && inside.contains { $0 >= 0x80 || (0x61...0x7A).contains($0) }
            && inside.allSatisfy { FoldedText.isWordByte($0) || " _-.:/#".utf8.contains($0) }
    }

    /// Written in capitals only: `[NAME EINSETZEN]`.
    private static func isCapital(_ line: CheckedText.Line, _ range: Range<Int>) -> Bool {
        !line.written(at: range).contains { (0x61...0x7A).contains($0) } && line.hasCapitals(at: range)
    }

    /// Begins with a word that templates use for what is to be filled in.
    private static func isKnown(_ inside: ArraySlice<UInt8>) -> Bool {
        let words = inside.split { !FoldedText.isWordByte($0) }.map { String(decoding: $0, as: UTF8.self) }
        guard let first = words.first, words.count <= 5 else { return false }
        return names.contains(first) || words.contains { fillIn.contains($0) }
    }

    private static let names: Set<String> = [
        "name", "vorname", "nachname", "kundenname", "anrede", "firstname", "lastname", "customer", "buyer", "order",
        "ordernumber", "date", "datum", "bestellnummer", "bestellung", "auftragsnummer", "artikel", "artikelname",
        "betrag", "amount", "tracking", "trackingnummer", "sendungsnummer", "naam", "voornaam", "achternaam",
        "bestelnummer", "klantnaam", "nom", "prénom", "commande", "numéro", "montant", "imię", "nazwisko", "numer",
        "kwota", "placeholder", "platzhalter", "text",
    ]

    private static let fillIn: Set<String> = [
        "einsetzen", "einfügen", "ausfüllen", "eintragen", "ergänzen", "insert", "here", "invullen", "invoegen",
        "insérer", "compléter", "wstaw", "uzupełnij",
    ]

    /// `%s`, `%d`, `%1$s`
    private static func format(_ bytes: [UInt8], _ start: Int) -> Int? {
        var index = start + 1
        while index < bytes.count, index < start + 4,
            FoldedText.isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "$")
        {
            index += 1
        }
        guard index < bytes.count, "sd@".utf8.contains(bytes[index]),
            index == start + 1 || bytes[index - 1] == UInt8(ascii: "$")
        else { return nil }
        let end = index + 1
        let before = start > 0 ? bytes[start - 1] : 0x20
        guard end == bytes.count || !FoldedText.isWordByte(bytes[end]), !FoldedText.isDigit(before) else { return nil }
        return end
    }

    private static func run(_ bytes: [UInt8], _ start: Int, least: Int) -> Int? {
        var end = start
        while end < bytes.count, bytes[end] == bytes[start] { end += 1 }
        return end - start >= least ? end : nil
    }

    private static func isAlone(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        (range.lowerBound == 0 || !FoldedText.isWordByte(bytes[range.lowerBound - 1]))
            && (range.upperBound == bytes.count || !FoldedText.isWordByte(bytes[range.upperBound]))
    }
}
