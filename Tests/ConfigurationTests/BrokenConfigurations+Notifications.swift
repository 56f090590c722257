extension BrokenConfigurations {
    static let notifications: [Broken] = [
        rule("a rule without kind", "subject = 'x'", without: "kind", "needs the key \"kind\""),
        rule("a rule without name", "subject = 'x'", without: "name", "needs the key \"name\""),
        rule("a kind that does not exist", "kind = ^\"voice\"\nsubject = 'x'", without: "kind", "kind: expected"),
        rule(
            "a misspelt kind", "kind = ^\"complience\"\nsubject = 'x'", without: "kind", "did you mean \"compliance\"?"),
        rule("a rule without condition", "capture = 'x'", "a rule needs a condition"),
        rule("a misspelt key of a rule", "subject = 'x'\n^captures = 'x'", "did you mean \"capture\"?"),
        rule(
            "a pattern that is none", "subject = ['x', ^'(x']",
            "subject: not a valid pattern: the group is not closed (character 1)"),
        rule("a pattern with look-ahead", "body = ^'x(?=y)'", "look-ahead is not supported (character 2)"),
        rule("a pattern that is empty", "body = ^''", "a pattern in quotes"),
        rule("a pattern that is a number", "body = ^7", "a pattern in quotes"),
        rule("a capture without meaning", "links = ^'(?<ordr>x)'", "unknown capture \"ordr\"; did you mean \"order\"?"),
        rule(
            "a pattern of a field that is none", "header = { X-Kind = ^'[' }",
            "header: not a valid pattern: the class is not closed"),
        rule("a field with a blank in its name", "header = { ^\"X Kind\" = 'x' }", "is no name of a header field"),
        rule("fields that are no table", "header = ^'x'", "header: expected a table such as"),
        rule("an address as sender's domain", "from = ^\"x@conrad.de\"", "behind the \"@\""),
        rule(
            "a rule for an account that does not exist", "marketplace = ^\"conrd\"\nsubject = 'x'",
            "did you mean \"conrad\"?"),
        rule(
            "a rule for a connector that does not exist", "connector = ^\"amazn\"\nsubject = 'x'",
            "did you mean \"amazon\"?"),
        rule("words that are no table", "subject = 'x'\ntext = ^'x'", "text: expected a table"),
        rule(
            "a misspelt border of the words", "subject = 'x'\ntext = { ^start = 'x' }", "unknown key \"start\" in text"),
        rule("a zone that does not exist", "subject = 'x'\ntimezone = ^\"Europe/Berln\"", "Europe/Berlin"),
        rule(
            "two rules of one name", "subject = 'x'\n[[notification]]\nname = ^\"R\"\nkind = \"case\"\nsubject = 'y'",
            "notification rule \"R\" exists already"),
        rule("one rule in single brackets", "subject = 'x'", header: "[^notification]", "write [[notification]]"),
    ]

    private static func rule(
        _ name: String, _ lines: String, without key: String? = nil, header: String = "[[notification]]",
        _ piece: String
    ) -> Broken {
        let own = ["name = \"r\"", "kind = \"case\""].filter { line in key.map { !line.hasPrefix($0) } ?? true }
        let mark = (header + lines).contains("^") ? "" : "^"
        return .minimal(name, in: .end, ([mark + header] + own + [lines]).joined(separator: "\n"), piece)
    }
}
