import Replies
import Testing

@Suite("Commands that are written a hair off")
struct CommandSlipTests {
    private func read(_ text: String) -> ReplyExtraction { replyMail(text: text).reply() }

    @Test(
        "a note or another command that is none by a hair is asked about, wherever it stands",
        arguments: [
            "#noet Kunde droht", "#notes Kunde droht", "#notizen Kunde droht", "# note Kunde droht",
            "*#note* Kunde droht",
            "**#note** Kunde droht", "- #note Kunde droht", "• #Notiz Kunde droht", "#note, Kunde droht",
            "#note. Kunde droht", "#note1 Kunde droht", "#note-Kunde droht", "#note– Kunde droht",
            "＃ intern Kunde droht",
            "# to operator", "*#to operator*", "#an Betreiber", "*#refund 20 EUR*",
            "#refnd 20 EUR", "\"#close\"", "##note Kunde droht", "## note Kunde droht", "1. #note Kunde droht",
            "2) #note Kunde droht", "§\u{A0} #note Kunde droht", "● #note Kunde droht", "→ #note Kunde droht",
            "„#note Kunde droht", "#.note Kunde droht", "#: note Kunde droht",
        ])
    func slips(line: String) {
        for text in ["Guten Tag,\n\nwir senden Ersatz.\n\n\(line)", "Guten Tag,\n\(line)\n\nwir senden Ersatz."] {
            let decision = read(text).decision
            #expect(decision == .hold(.unknownCommand) || decision == .hold(.commandBelow), "\(text)")
        }
        // Above the text an exact command is one.
        let above = read("\(line)\n\nGuten Tag, wir senden Ersatz.")
        #expect(above.decision == .hold(.unknownCommand) || !above.commands.isEmpty, "\(line)")
    }

    @Test(
        "numbers, tags and headings are no slips",
        arguments: [
            "#4711 ist da.", "# 4711 ist da.", "#a1b2 ist da.", "* 2 Schrauben", "- Deckel", "#kettle",
            "# Wichtig: ist da.",
            "Platz #notes 3", "#a", "#do", "#to us it is new", "C# note", "1. #4711 ist da.", "## 4711", "#1 note",
        ])
    func text(line: String) {
        #expect(read("Guten Tag,\n\nwir senden Ersatz.\n\n\(line)").decision == .relay, "\(line)")
    }

    @Test("the agent is shown the line")
    func place() {
        #expect(read("Ja, gern.\n\n- #note Kunde droht").place?.excerpt == "- #note Kunde droht")
    }
}
