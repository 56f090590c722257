import ContentRules
import Domain
import Testing

@Suite("Words, languages, files and times")
struct WordRulesTests {
    @Test(
        "phrases are found in all languages",
        arguments: [
            (RuleName.reviews, "Wir freuen uns über eine positive Bewertung!"), (.reviews, "Please leave us a review."),
            (.reviews, "Wilt u een review schrijven?"), (.reviews, "Laissez un avis, merci."),
            (.reviews, "Prosimy o wystawienie opinii."), (.marketing, "Mit dem Rabattcode SOMMER sparen Sie."),
            (.marketing, "Use the discount code SUMMER."), (.marketing, "Met kortingscode ZOMER"),
            (.marketing, "avec le code promo ETE"), (.marketing, "kod rabatowy LATO"),
            (.elsewhere, "Schreiben Sie uns direkt."), (.elsewhere, "Please call us."), (.elsewhere, "Bel ons even."),
            (.elsewhere, "Contactez-nous directement."), (.elsewhere, "Proszę zadzwonić."),
            (.cancel, "Bitte stornieren Sie selbst."), (.cancel, "Please cancel the order."),
            (.cancel, "Annuleert u zelf?"), (.cancel, "Veuillez annuler."), (.cancel, "Proszę anulować."),
            (.sensitive, "Senden Sie eine Ausweiskopie."), (.sensitive, "your password"), (.sensitive, "uw wachtwoord"),
            (.sensitive, "votre mot de passe"), (.sensitive, "skan dowodu"), (.tone, "Das ist eine Frechheit."),
            (.tone, "You are a liar."), (.tone, "U bent onbeschoft."), (.invoice, "De bijgevoegde factuur"),
            (.marker, "[Wichtig] Ihre Bestellung"), (.marker, "[IMPORTANT]"),
        ])
    func phrases(rule: RuleName, text: String) { #expect(excerpts(rule, in: text).count == 1, "\(rule) \(text)") }

    @Test(
        "ordinary answers break none of the word rules",
        arguments: [
            "Guten Tag,\nIhre Bewertung haben wir gesehen, danke.\nMit freundlichen Grüßen",
            "Your parcel was cancelled by the carrier; we send a new one.", "De factuur staat in uw account.",
            "Vous pouvez annuler votre commande jusqu'à demain.", "Zamówienie zostało anulowane.",
        ])
    func plain(text: String) {
        var policy = ContentPolicy()
        for rule in [RuleName.reviews, .marketing, .elsewhere, .cancel, .sensitive, .tone, .invoice, .marker] {
            policy[rule] = .hold
        }
        #expect(broken(policy, by: text) == [:])
    }

    @Test("the operator's own words are found, with any ending where a star stands")
    func words() {
        var policy = ContentPolicy()
        policy[.words] = .refuse
        policy.words = ["Konkurrent*", "grosshandel"]
        let found = ContentCheck(policy).findings(
            in: "Unser Konkurrenten liefert, GROSSHANDEL nicht, Grosshandels auch nicht")
        #expect(found.map(\.excerpt) == ["Konkurrenten", "GROSSHANDEL"])
    }

    @Test(
        "languages are told apart by small words",
        arguments: [
            ("Guten Tag, die Ware ist leider noch nicht da, wir senden sie morgen.", AgentLanguage.de),
            ("Dear customer, the parcel has not been found and we will send it again.", .en),
            ("Geachte klant, het pakket is helaas nog niet gevonden en wij sturen een nieuw.", .nl),
            ("Bonjour, le colis est en retard et nous vous remercions pour votre patience.", .fr),
            ("Dzień dobry, paczka jest w drodze i będzie u państwa jutro, dziękujemy.", .pl),
        ])
    func languages(text: String, language: AgentLanguage) { #expect(guessedLanguage(of: text) == language) }

    @Test("a short or mixed text has no language", arguments: ["Ok.", "12345", "OK, danke!", "Tracking 3SABC123"])
    func noLanguage(text: String) { #expect(guessedLanguage(of: text) == nil) }

    @Test("only another language than the buyer's breaks the rule")
    func otherLanguage() {
        var facts = ContentFacts()
        facts.language = .nl
        let french = "Bonjour,\nle colis est en retard et nous vous remercions pour votre patience.\nCordialement"
        let dutch =
            "Geachte klant,\nhet pakket is helaas nog niet gevonden en wij sturen een nieuw.\nMet vriendelijke groet"
        #expect(broken(.preset(.bol), by: french, facts: facts) == [.language: .hold])
        #expect(broken(.preset(.bol), by: dutch, facts: facts) == [:])
        #expect(broken(.preset(.mirakl), by: french, facts: facts) == [:])
    }

    @Test("files together above the advice, above the order's number, and invoices are found")
    func files() throws {
        let large = ContentCheck(.preset(.amazon)).findings(
            in: "Ja.", files: [file("a.pdf"), file("b.pdf", bytes: 6_000_001)])
        #expect(large == [Finding(rule: .largeFiles, action: .warn, excerpt: "b.pdf")])
        var facts = ContentFacts()
        facts.filesBefore = 49
        let many = ContentCheck(.preset(.mirakl), facts).findings(in: "Ja.", files: [file("a.pdf"), file("b.pdf")])
        #expect(many == [Finding(rule: .orderFiles, action: .refuse, excerpt: "b.pdf")])
        #expect(broken(.preset(.mirakl), by: "Ja.", facts: facts, files: [file("a.pdf")]) == [:])
        let text = "Beste klant,\nzie bijlage."
        #expect(broken(.preset(.bol), by: text, files: [file("Factuur_2026-1.pdf")]) == [.invoice: .hold])
        #expect(broken(.preset(.bol), by: text, files: [file("manufacture.pdf")]) == [:])
    }

    @Test("at bol news of the parcel waits for a question")
    func tracking() {
        let text = "Beste Anna,\nUw pakket is verzonden, track & trace 3SABC123."
        var facts = ContentFacts()
        #expect(broken(.preset(.bol), by: text, facts: facts) == [:])
        facts.isOpening = true
        #expect(broken(.preset(.bol), by: text, facts: facts) == [.tracking: .hold])
        #expect(broken(.preset(.mirakl), by: text, facts: facts) == [:])
    }

    @Test("bol wants salutation or closing, and writes late ones down")
    func letter() {
        #expect(broken(.preset(.bol), by: "Het pakket komt morgen.") == [.salutation: .warn])
        #expect(broken(.preset(.bol), by: "Beste Anna,\nHet pakket komt morgen.") == [:])
        #expect(broken(.preset(.bol), by: "Het pakket komt morgen.\nMet vriendelijke groet,\nPiet") == [:])
        var facts = ContentFacts()
        facts.age = .seconds(100 * 86_400)
        #expect(broken(.preset(.bol), by: "Beste Anna,\nJa.", facts: facts) == [.late: .warn])
    }
}
