/// What single lines around a closing formula are: name, letterhead, or something that somebody wrote.
enum SignatureLine {
    static func isName(_ line: String) -> Bool {
        let words = words(of: line)
        return (1...5).contains(words.count) && line.utf8.count <= 50 && !isLetterhead(line) && !isSentence(line)
            && !line.contains(where: \.isNumber) && line.first != "["
    }

    static func isLetterhead(_ line: String) -> Bool {
        ContactData.isLetterhead(line) && (!isSentence(line) || !ContactData.forbidden(in: line).isEmpty)
    }

    /// A short statement: `Das Paket kommt morgen.`
    static func isClause(_ line: String) -> Bool {
        isSentence(line) && !isLetterhead(line)
            || words(of: line).count >= 3 && line.last.map { ".!?".contains($0) } == true && !isLetterhead(line)
                && !line.contains(where: \.isNumber)
    }

    /// A clause that somebody wrote, not a line of a letterhead.
    static func isSentence(_ line: String) -> Bool {
        let words = words(of: line)
        guard let last = line.last(where: { !$0.isWhitespace }), let lastWord = words.last else { return false }
        if words.count >= 12 { return true }
        // `B.V.`, `o.o.`, `Ltd.` end company names.
        let endsName = last == "." && (lastWord.utf8.count < 2 || companyEnds.contains(lastWord))
        return words.count >= 5 && ".!?".contains(last) && !endsName
    }

    /// `Bitte beachten: Rücksendung an Berg GmbH`: asks for something, whatever else of a letterhead stands in it.
    static func isRequest(_ line: String) -> Bool {
        words(of: line).count >= 4 && FoldedText(line).starts(withAnyOf: requests)
    }

    /// What follows belongs to it: `Sie erreichen DHL unter`.
    static func announces(_ line: String) -> Bool {
        guard line.last(where: { !$0.isWhitespace }) != ":" else { return true }
        let words = words(of: line)
        return words.count >= 3 && words.last.map(announcing.contains) ?? false
    }

    static func isPostscript(_ line: String) -> Bool {
        FoldedText(line).starts(withAnyOf: ["p.s.", "ps:", "p.s:", "ps.", "nb:", "n.b."])
    }

    private static let requests = [
        "bitte ", "please ", "veuillez ", "merci de ", "gelieve ", "graag ", "proszę ", "prosimy ",
    ]
    private static let announcing: Set<String> = [
        "unter", "an", "auf", "über", "lautet", "ist", "at", "under", "via", "on", "is", "to", "onder", "op", "bij",
        "naar", "sous",
        "au", "à", "est", "pod", "na", "do", "jest",
    ]

    private static let companyEnds: Set<String> = [
        "ltd", "inc", "corp", "gmbh", "sarl", "str", "llc", "plc", "co", "kg", "ag", "bv", "nv", "sa", "ug", "nr",
    ]
}
