import Testing

@testable import Replies

@Suite("Signs of history, signature and footer")
struct SignTests {
    private func isAttribution(_ text: String) -> Bool {
        let lines = TextLines(text: text).lines
        return lines.indices.last.flatMap { Attribution.range(endingAt: $0, in: lines) } == 0...(lines.count - 1)
    }

    @Test(
        "attribution lines of all languages",
        arguments: [
            "Am Do., 26. Nov. 2026 um 10:05 Uhr schrieb X <a@b.example>:", "Am 26.11.26 um 10:05 schrieb X:",
            "Am 2026-11-26 10:05, schrieb X:",
            "Am Donnerstag, 26. November 2026, 10:05 hat X <a@b.example> Folgendes geschrieben:",
            "Am 26. November 2026 10:05:22 MEZ schrieb X <a@b.example>:",
            "X <a@b.example> schrieb am Do., 26. Nov. 2026, 10:05:",
            "On 26 Nov 2026, at 10:05, X <a@b.example> wrote:",
            "On Thu, Nov 26, 2026 at 10:05 AM X <a@b.example>\nwrote:",
            "---- On Thu, 26 Nov 2026 10:05:36 +0100 X<a@b.example> wrote ----", "On 26/11/2026 10:05, X wrote:",
            "Op do 26 nov 2026 om 10:05 schreef X\n<a@b.example>:",
            "Op 26 nov 2026, om 10:05 heeft X <a@b.example> het volgende geschreven:",
            "X schreef op 2026-11-26 10:05:", "Le jeu. 26 nov. 2026 à 10:05, X <a@b.example> a écrit\u{A0}:",
            "Le 26/11/2026 à 10:05, X a écrit :", "czw., 26 lis 2026 o 10:05 X <a@b.example> napisał(a):",
            "W dniu 26.11.2026 o 10:05, X pisze:", "W dniu 2026-11-26 10:05:39 użytkownik X <a@b.example> napisał:",
            "Dnia 26 listopada 2026 10:05 X <a@b.example>\nnapisał(a):",
            "Wiadomość napisana przez X <a@b.example> w dniu 26 lis 2026, o godz. 10:05:",
            "Il giorno 26 nov 2026, alle ore 10:05, X <a@b.example> ha scritto:",
            "In data 26 novembre 2026 10:05:31 X <a@b.example> ha scritto:",
            "El 26 nov 2026, a las 10:05, X <a@b.example> escribió:",
            "Em 26 de novembro de 2026 às 10:05, X <a@b.example> escreveu:",
            "Den 26. nov. 2026 kl. 10.05 skrev X <a@b.example>:",
            "tor. 26. nov. 2026 kl. 10:05 skrev X <a@b.example>:", "X <a@b.example> kirjoitti 26.11.2026 kello 10.05:",
            "чт, 26 нояб. 2026 г. в 10:05, X <a@b.example>:",
            "26 нояб. 2026 г. 10:05 пользователь \"X\" <a@b.example> написал:",
            "26 лист. 2026 р. 10:05 \"X\" <a@b.example> пише:",
            "X <a@b.example> ezt írta (időpont: 2026. nov. 26., Cs, 10:05):",
            "在 2026年11月26日，上午10:05，X <a@b.example> 写道：", "Dne čtvrtek 26. listopadu 2026 X <a@b.example> napsal(a):",
            "čt 26. 11. 2026 v 10:05 odesílatel X <a@b.example> napsal:", "2026-11-26 10:05 GMT+01:00 X <a@b.example>:",
            "10:05 AM, November 26, 2026, \"X\" <a@b.example>:", "26.11.2026, 10:05, \"X\" <a@b.example>:",
            "Zitat von X <a@b.example>:", "Quoting X <a@b.example>:", "Citeren X <a@b.example>:",
            "Message du 26/11/26 10:05",
            "> Am 26.11.2026 um 10:05 schrieb X <a@b.example>:", "On Nov 26, 2026,\nat 10:05,\nX <a@b.example> wrote:",
            "On Thu, 26 Nov 2026 at 10:05 X\n\n<\nmailto:X <a@b.example>\n> wrote:",
        ])
    func attributions(text: String) { #expect(isAttribution(text), "\(text)") }

    @Test(
        "sentences that only look like attributions",
        arguments: [
            "am Montag schrieb ich Ihnen bereits zur Abholung. Hier noch einmal die Daten:",
            "Am 3.11.2026 schrieb ich Ihnen bereits:",
            "Op zaterdag schreef u dat de doos nat was.", "Op 3-11-2026 schreef u:",
            "On 3 November you wrote to us about the screws.",
            "On 3 November 2026 you wrote:", "On 23.11.2026 at 10:00 your parcel was sent",
            "Le 12 novembre 2026 vous nous aviez écrit :",
            "Die Maße (26.11.2026):", "Um 10:05 kam der Fahrer:", "Wie der Hersteller schrieb:",
            "Il y a 12 pièces écrites :",
            "Dnia 26 listopada wysłaliśmy paczkę:", "Öffnungszeiten am 26.11.: 10:05 bis 12:00:",
        ])
    func sentences(text: String) { #expect(!isAttribution(text), "\(text)") }

    @Test("an attribution is never joined over an empty line, nor with the name above it")
    func notJoined() {
        let lines = TextLines(text: "Pozdrawiam,\nAgnieszka\n\npon., 23 lis 2026 o 09:14 X <a@b.example>\nnapisał(a):")
            .lines
        #expect(Attribution.range(endingAt: 4, in: lines) == 3...4)
        let direct = TextLines(text: "Viele Grüße\nAm 26.11.26 um 10:05 schrieb X:").lines
        #expect(Attribution.range(endingAt: 1, in: direct) == 1...1)
    }

    @Test(
        "header blocks",
        arguments: [
            "Von: X <a@b.example>\nGesendet: Montag, 23. November 2026 09:14\nAn: Y\nBetreff: Z",
            "Betreff: Z\nDatum: 2026-11-23T09:14:22+0100\nVon: X <a@b.example>\nAn: Y",
            "*From:* X [mailto:a@b.example]\n*Sent:* Monday\n*To:* Y\n*Subject:* Z",
            "De : X\nEnvoyé : lundi 23 novembre 2026 09:14\nÀ : Y\nObjet : Z",
            "Od: X <a@b.example>\nWysłane: 23 listopada 2026\nDo: Y\nTemat: Z",
            "Fra: X <a@b.example>\nDato: 04.07.2026 17.45\nTil: Y\nEmne: Z",
            "Van: X <a@b.example>\nVerzonden: maandag\nAan: Y\nOnderwerp: Z",
            "Da: X\nData: giovedì 8 ottobre 2026 15:26\nA: Y\nOggetto: Z",
            "> Subject: Z\n> From: a@b.example\n> To: Y\n> Date: Mon, 2 Apr 2026",
            "From: a@b.example\nDate: Wed, 16 May 2026 00:15:02 -0600",
            "Från: X <a@b.example>\nSkickat: den 3 mars 2026\nTill: Y\nÄmne: Z",
            "Odesláno: 3. 3. 2026 10:00\nOd: X <a@b.example>\nKomu: Y\nPředmět: Z",
            "Von: X <a@b.example> Gesendet: Montag, 23. November 2026 09:14 An: Y Betreff: Z",
        ])
    func headerBlocks(text: String) {
        #expect(HeaderBlock(TextLines(text: text).lines).range(startingAt: 0) != nil, "\(text)")
    }

    @Test(
        "lists that only look like header blocks",
        arguments: [
            "Von: Lager Münster\nAn: Ihre Lieferadresse\nAbholung: Dienstag, 24.11., 8 bis 12 Uhr",
            "De : façon générale\nnous expédions vite.",
            "Datum: 24.11.\nAn: Sie\nBetreff: Rücksendung\nVon: uns", "An: Sie\nCc: uns", "Von: 3 auf 4\nDatum: heute",
        ])
    func noHeaderBlocks(text: String) {
        #expect(HeaderBlock(TextLines(text: text).lines).range(startingAt: 0) == nil, "\(text)")
    }

    @Test(
        "separators",
        arguments: [
            ("-----Original Message-----", true), ("-----Ursprüngliche Nachricht-----", true),
            ("-----Original-Nachricht-----", true),
            ("------ Originalnachricht ------", true), ("-------- Oorspronkelijk bericht --------", true),
            ("---- Message d'origine ----", true),
            ("-----Oryginalna wiadomość-----", true), ("---------- Forwarded message ---------", true),
            ("> Begin forwarded message:", true),
            ("Anfang der weitergeleiteten Nachricht:", true), ("----------------", false),
            ("Die ursprüngliche Nachricht fehlt", false),
            ("- Original message box included", false), ("== Maße ==", false),
        ])
    func separators(line: String, expected: Bool) { #expect(Separator.isSeparator(line) == expected, "\(line)") }

    @Test(
        "footers of phones and sentences",
        arguments: [
            ("Von meinem iPhone gesendet", true), ("Gesendet mit der GMX Mail App", true),
            ("Gesendet von Outlook für Android", true),
            ("Outlook für iOS beziehen<https://aka.ms/o0ukef>", true),
            ("Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.", true),
            ("Sent from my iPhone", true), ("Sent from my cell, please excuse any typos.", true),
            ("Get Outlook for Android", true),
            ("Verstuurd vanaf mijn iPhone", true), ("Envoyé de mon iPhone", true),
            ("Télécharger Outlook pour iOS", true), ("Wysłane z iPhone'a", true),
            ("Inviato da iPhone", true), ("Enviado desde mi iPhone", true), ("Sendt fra min iPad", true),
            ("Sent from my desk, is much easier to write this way", false),
            ("Sent from my iPhone app to all users", false),
            ("Gesendet haben wir das Paket am Montag", false),
            ("Von meinem Kollegen haben Sie das Paket gesendet bekommen", false),
            ("Gesendet von unserem Lager, Ankunft morgen", false),
            ("Sent from our warehouse today and on its way to you", false),
        ])
    func footers(line: String, expected: Bool) { #expect(MobileFooter.isFooter(line) == expected, "\(line)") }

    @Test(
        "disclaimers and sentences",
        arguments: [
            (
                "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie sie.",
                true
            ),
            ("This e-mail is confidential and intended solely for the addressee.", true),
            ("Dit bericht is uitsluitend bestemd voor de geadresseerde. Bent u dat niet, verwijder het dan.", true),
            ("Ce message est confidentiel et destiné exclusivement à son destinataire.", true),
            ("Wiadomość zawiera informacje poufne i jest przeznaczona wyłącznie dla adresata.", true),
            ("Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail drucken.", true),
            ("Ihre Daten behandeln wir vertraulich.", false),
            ("Der Empfänger war nicht zu Hause, diese Nachricht kam vom Zusteller.", false),
            ("Bitte löschen Sie die App und installieren Sie sie neu.", false),
        ])
    func disclaimers(text: String, expected: Bool) { #expect(Disclaimer.isDisclaimer(text) == expected, "\(text)") }

    @Test(
        "greetings that say nothing, and those that say more",
        arguments: [
            ("Guten Tag Frau Dr. Ostermann,", true), ("Hallo zusammen!", true), ("Dear Mr Smith", true),
            ("Beste mevrouw De Vries,", true),
            ("Bonjour,", true), ("Dzień dobry", true), ("Hallo, ist unterwegs.", false),
            ("Hallo Paket kommt morgen", false), ("Hi. I am fine.", false),
            ("Liebesgrüße aus Kiel", false),
        ])
    func greetings(line: String, expected: Bool) { #expect(Greeting.isGreeting(line) == expected, "\(line)") }

    @Test(
        "closing formulas and sentences",
        arguments: [
            ("Mit freundlichen Grüßen", true), ("Viele Grüße aus Kiel, Ihr Jonas", true), ("MfG", true),
            ("Kind regards,", true), ("Met vriendelijke groet", true),
            ("Cordialement,", true), ("Z poważaniem", true), ("Vielen Dank und viele Grüße", true),
            ("Thanks for the photo, we will check the lamp now.", false),
            ("Grüße habe ich ausgerichtet, die Lampe kommt dann morgen.", false),
            ("Best price in town since 1950 for all of you", false),
        ])
    func closings(line: String, expected: Bool) { #expect(ClosingFormula.isFormula(line) == expected, "\(line)") }
}
