import Domain
import MIME
import Testing

@testable import Replies

@Suite("Commands in replies")
struct CommandTests {
    private let quoted: String
    private let ticket: TicketFixture

    init() throws {
        ticket = try #require(TicketFixture(.de))
        quoted =
            "\n\nAm 26.11.26 um 10:05 schrieb Ticket Bridge:\n> #refund 100 EUR\n"
            + ticket.lines.map { "> \($0)" }.joined(separator: "\n") + "\n"
    }

    private func read(_ text: String) -> ReplyExtraction {
        let quotedCommand = SentMail(lines: [.init("#refund 100 EUR", .customer)])
        return replyMail(text: text + quoted).reply(to: [ticket.sent, quotedCommand])
    }

    @Test("first lines are commands, the rest is text")
    func separated() {
        let result = read("#assign anna\n#Snooze: 2d\n\nGuten Tag,\n\nmorgen mehr.")
        #expect(
            result.commands == [
                ReplyCommand(name: .known(.assign), arguments: "anna", line: 1),
                ReplyCommand(name: .known(.snooze), arguments: "2d", line: 2),
            ])
        #expect(result.text == "Guten Tag,\n\nmorgen mehr.")
        #expect(result.decision == .relay)
    }

    @Test(
        "each command has words in five languages",
        arguments: [
            (
                CommandName.close,
                [
                    "close", "CLOSE", "schließen", "schliessen", "erledigt", "sluiten", "fermer", "zamknij",
                    "abschließen", "clôturer", "zamknąć", "zakończ",
                ]
            ),
            (
                .noReply,
                [
                    "noreply", "no-reply", "keine-antwort", "geenantwoord", "sansréponse", "bezodpowiedzi",
                    "keine-antwort-nötig", "pas-de-réponse",
                ]
            ),
            (.escalate, ["escalate", "eskalieren", "escaleren", "escalader", "eskaluj"]),
            (
                .refund,
                [
                    "refund", "Erstattung", "terugbetalen", "rembourser", "zwrot", "Rückerstattung", "remboursé",
                    "zwróć", "terugbetaling",
                ]
            ),
            (.cancel, ["cancel", "storno", "annuleren", "annuler", "anuluj"]),
            (.template, ["template", "Vorlage", "sjabloon", "modèle", "szablon", "Textbaustein", "wzór"]),
            (.to, ["to", "an", "aan", "à", "do"]), (.note, ["note", "Notiz", "notitie", "notatka"]),
            (.assign, ["assign", "zuweisen", "toewijzen", "attribuer", "przypisz"]),
            (.snooze, ["snooze", "später", "spaeter", "uitstellen", "reporter", "odłóż", "plus-tard", "później"]),
            (.undo, ["undo", "rückgängig", "zurück", "ongedaan", "défaire", "cofnij"]),
            (.status, ["status", "statut"]),
            (.order, ["order", "Bestellung", "bestelling", "commande", "zamówienie"]),
            (.help, ["help", "hilfe", "hulp", "aide", "pomoc"]),
        ])
    func synonyms(name: CommandName, words: [String]) {
        for word in words { #expect(CommandName(word: word) == name, "\(word)") }
    }

    @Test(
        "a number, a heading, a tag inside the text are text",
        arguments: [
            "#12345 ist da.", "# Wichtig: ist da.", "#1a ist da.", "Das #close bleibt.", "Ja.\n#kettle", "Ja.\n#do",
        ])
    func text(line: String) {
        let result = read(line)
        #expect(result.commands.isEmpty)
        #expect(result.text == line)
    }

    @Test(
        "a command below the first lines is asked about, whatever form its sign has",
        arguments: ["Hallo,\n#close", "Ja, gern.\n\n  ＃Erstattung 5 EUR", "Ja.\n#annuler\nMerci"])
    func below(text: String) {
        let result = read(text)
        #expect(result.decision == .hold(.commandBelow))
        #expect(result.commands.isEmpty)
    }

    @Test("the sign's other forms are taken", arguments: ["＃close", "﹟Close", "#close:", "＃close：", "\u{A0}#CLOSE"])
    func signs(text: String) {
        #expect(read(text).commands.map(\.name) == [.known(.close)])
    }

    @Test("no word means two commands")
    func unique() {
        let words = CommandName.allCases.flatMap(\.words)
        #expect(Set(words).count == words.count)
        for word in words { #expect(FoldedWord(word).text == word) }
    }

    @Test(
        "recipients are known in five languages, with and without accents",
        arguments: [
            ("Operator", .operator), ("opérateur", .operator), ("operateur", .operator), ("Betreiber", .operator),
            ("beheerder", .operator), ("operatora", .operator), ("Käufer", .buyer), ("kaeufer", .buyer),
            ("kupujący", .buyer), ("klant", .buyer), ("les deux", .both), ("les-deux", .both), ("beiden", .both),
            ("oba", .both), ("everybody", nil), ("", nil),
        ] as [(String, RecipientWord?)])
    func recipients(words: String, meant: RecipientWord?) { #expect(RecipientWord(words: words) == meant) }

    @Test("an unknown command posts nothing and suggests what was meant")
    func unknown() {
        let result = read("#refnd 5 EUR\n\nGuten Tag, kommt.")
        #expect(result.decision == .hold(.unknownCommand))
        #expect(result.commands.first?.name == .unknown(word: "refnd", didYouMean: "refund"))
        #expect(read("#lampenschirm\n\nJa.").commands.first?.name == .unknown(word: "lampenschirm", didYouMean: nil))
    }

    @Test(
        "commands alone relay nothing",
        arguments: ["#close", "#close\n\nViele Grüße\nJonas", "#refund 12.50 EUR Kratzer\n-- \nJonas"])
    func alone(text: String) {
        let result = read(text)
        #expect(result.decision == .ignore(.commandsOnly))
        #expect(result.commands.count == 1)
    }

    @Test("quoted commands are not read")
    func quotedOnly() {
        let result = read("Ja.")
        #expect(result.commands.isEmpty)
        #expect(result.decision == .relay)
    }

    @Test("what stands behind #note stays inside")
    func note() {
        let result = read("Guten Tag,\n\nkommt morgen.\n\n#note\nKunde ist schwierig.\n\nEinkauf prüfen.")
        #expect(result.decision == .relay)
        #expect(result.text == "Guten Tag,\n\nkommt morgen.")
        #expect(result.note == "Kunde ist schwierig.\n\nEinkauf prüfen.")
        let only = read("#notiz Kunde ist schwierig.")
        #expect(only.decision == .ignore(.commandsOnly))
        #expect(only.note == "Kunde ist schwierig.")
    }

    @Test("a note with words on its line and a further paragraph is asked about")
    func unclearNote() {
        let result = read("#note Kunde ist schwierig.\n\nGuten Tag, kommt morgen.")
        #expect(result.decision == .hold(.unclearNote))
        #expect(result.text.isEmpty)
    }
}
