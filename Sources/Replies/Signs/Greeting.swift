/// Lines that open a letter: `Guten Tag Herr Maier,`.
enum Greeting {
    /// Nothing but a greeting and at most a name.
    static func isGreeting(_ line: String) -> Bool {
        let text = FoldedText(line)
        guard text.count <= 60, words(of: line).count <= 7 else { return false }
        return phrases.contains { phrase in
            guard text.starts(with: phrase) else { return false }
            return text.count == phrase.utf8.count || !FoldedText.isWordByte(text.bytes[phrase.utf8.count])
        }
    }

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
