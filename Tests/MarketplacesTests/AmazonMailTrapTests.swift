import Domain
import MIME
import Testing

@testable import Marketplaces

/// What trips up readers of Amazon's mails, beside what the tests of frames, presets and copies hold.
@Suite("Traps of Amazon: its mails") struct AmazonMailTrapTests {
    private func recognise(_ type: String, _ subject: String, _ body: String, id: String = "1") throws -> Recognition {
        let mail = """
            From: auto-communication@amazon.de
            Message-ID: <\(id)@amazon.de>
            Subject: \(subject)
            X-Space-Notification-Type: \(type)
            Authentication-Results: mx.seller.example; dmarc=pass header.from=amazon.de
            Content-Type: text/plain; charset=utf-8

            \(body)
            """
        return try NotificationRecogniser(settings: [], authservID: "mx.seller.example").recognise(
            Message(parsing: Array(mail.utf8)))
    }

    @Test("an opt-out answers no mail of ours: the alias in its text and the order in brackets name the ticket")
    func optOut() throws {
        let found = try recognise(
            "BUYER_OPTED_OUT_BSM_MESSAGES", "Ihre Nachricht wurde nicht gesendet (Bestellung: 302-0000002-0000002)",
            "Ihre Nachricht an Jette <mailto:alias1234+abcd-efgh-1234@marketplace.amazon.de> wurde nicht gesendet.")
        #expect(found.standing == .proven && found.kind == .undelivered)
        #expect(found.order == "302-0000002-0000002")
        #expect(found.relayAddress?.text == "alias1234+abcd-efgh-1234@marketplace.amazon.de", "with its case")
    }

    @Test("a claim whose subject reads like a refund is a claim: the header decides")
    func claim() throws {
        let subject = "Richiesta di rimborso ricevuta per l’ordine 302-0000002-0000002"
        #expect(try recognise("A_Z_CLAIM_RESPONDENT_NOTIFY", subject, "EUR 169.01").kind == .claimOpen)
        #expect(try recognise("REFUND_ISSUED", subject, "EUR 169.01").kind == .refund)
    }

    @Test(
        "amounts are read in both manners of writing",
        arguments: [("Erstattet: 119,00 €", 11_900), ("Refund: EUR 169.01", 16_901)] as [(String, Int64)])
    func amounts(_ text: String, _ cents: Int64) throws {
        let found = try recognise("REFUND_ISSUED", "Erstattung für 302-0000002-0000002", text)
        #expect(found.details.amount == Money(minorUnits: cents, currency: "EUR"))
    }

    @Test("two partial refunds of one order are two notices, each with its own amount")
    func partialRefunds() throws {
        let first = try recognise("REFUND_ISSUED", "Erstattung für 302-0000002-0000002", "EUR 5.00", id: "1")
        let second = try recognise("REFUND_ISSUED", "Erstattung für 302-0000002-0000002", "EUR 7.00", id: "2")
        #expect(first.order == second.order && first.kind == .refund && second.kind == .refund)
        #expect([first, second].compactMap(\.details.amount?.minorUnits) == [500, 700])
    }

    @Test("the wrapper's language says nothing about the shop or the buyer")
    func wrapper() throws {
        let found = try recognise(
            "BRC_SELLER_NOTIFICATION",
            "Solicitud de cancelación del pedido para el número de pedido: 302-0000002-0000002",
            "Mensaje")
        #expect(found.kind == .cancel && found.order == "302-0000002-0000002")
    }
}
