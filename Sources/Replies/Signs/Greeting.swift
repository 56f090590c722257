/// Lines that open a letter: `Guten Tag Herr Maier,`.
package enum Greeting {
    /// Nothing but a greeting and at most a name: `Hallo, ist unterwegs.` says more.
    package static func isGreeting(_ line: String) -> Bool {
        let text = FoldedText(line)
        guard text.count <= 80 else { return false }
        return phrases.contains { phrase in
            guard text.starts(with: phrase) else { return false }
            let length = phrase.utf8.count
            if text.count == length { return true }
            guard !FoldedText.isWordByte(text.bytes[length]) else { return false }
            return isName(String(decoding: text.bytes[length...], as: UTF8.self), in: line)
        }
    }

    /// The rest is a few words with capitals or titles, without punctuation but at the end.
    private static func isName(_ rest: String, in line: String) -> Bool {
        let rest = rest.trimmingBlanks()
        let names = words(of: rest)
        guard names.count <= 5 else { return false }
        let inner = rest.drop { ",!. ".contains($0) }
        guard inner.isEmpty || inner.count == rest.drop(while: { $0 == " " }).count else { return false }
        let body = rest.drop { $0 == " " }.reversed().drop { ",!. )(:;-".contains($0) }.reversed()
        guard !String(body).contains(where: { ",;:!?".contains($0) }) else { return false }
        let capitals = line.split { !$0.isLetter }.filter { $0.first?.isUppercase ?? false }.map { $0.lowercased() }
        return names.allSatisfy { titles.contains($0) || capitals.contains($0) }
    }

    private static let titles: Set<String> = [
        "herr", "frau", "familie", "zusammen", "team", "damen", "und", "herren", "mr", "mrs", "ms", "sir", "madam",
        "or",
        "and", "all", "there", "customer", "heer", "mevrouw", "klant", "de", "van", "der", "den", "von", "monsieur",
        "madame",
        "tous", "państwo", "pani", "panie", "dr", "prof", "kunde", "kundin", "lieber", "liebe", "everyone", "dame",
        "client",
        "wieder", "nochmal", "again",
    ]

    private static let phrases = [
        "guten tag", "guten morgen", "guten abend", "hallo", "hi", "hey", "hello", "dear", "sehr geehrte",
        "sehr geehrter",
        "sehr geehrtes", "liebe", "lieber", "moin", "servus", "grüß gott", "good morning", "good afternoon",
        "good evening",
        "beste", "geachte", "goedemiddag", "goedemorgen", "goedenavond", "goedendag", "dag", "hoi", "bonjour",
        "bonsoir",
        "madame", "monsieur", "cher", "chère", "salut", "dzień dobry", "witam", "cześć", "szanowny", "szanowna",
        "szanowni",
        "dobry wieczór", "buongiorno", "hola", "buenos días", "olá", "hej", "greetings",
    ]
}
