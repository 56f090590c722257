import Domain
import MIME
import Testing

@testable import Marketplaces

@Suite("bol's mails as they are recognised") struct BolRecognitionTests {
    private static func recognise(_ sender: String, _ subject: String, _ text: String) throws -> Recognition {
        let domain = sender.split(separator: "@").last ?? ""
        let mail = """
            Authentication-Results: mx.seller.example; dmarc=pass header.from=\(domain)
            From: "Billie Jansen" <\(sender)>
            To: partner@seller.example
            Subject: \(subject)

            \(text)
            """
        return try NotificationRecogniser(settings: [], authservID: "mx.seller.example")
            .recognise(Message(parsing: Array(mail.utf8)))
    }

    @Test(
        "a buyer's words come from an alias; a notice or an automatic mail gives nobody to answer",
        arguments: [
            ("2xtgfty33eg23zsrlk6sxf6q76test@klantbericht.bol.com", NotificationKind.buyerMessage),
            ("2xtgfty33eg23zsrlk6sxf6q76test@verkopen.bol.com", .buyerMessage), ("no-reply@bol.com", .ticketNotice),
            ("noreply@verkopen.bol.com", .ticketNotice), ("automail@bol.com", .ticketNotice),
            ("2xtgfty33eg23zsrlk6sxf6q76test@partnerklantenservice.bol.com", .ticketNotice),
        ])
    func kinds(sender: String, kind: NotificationKind) throws {
        let found = try Self.recognise(sender, "Update over bestelling A2K8290LP8", "Bestelnummer: A2K8290LP8")
        #expect(found.standing == .proven && found.connector == .bol && found.order == "A2K8290LP8")
        #expect(found.kind == kind)
        #expect(found.relayAddress?.text == (kind == .buyerMessage ? sender : nil))
        #expect(found.buyerName == (kind == .buyerMessage ? "Billie Jansen" : nil))
    }
}
