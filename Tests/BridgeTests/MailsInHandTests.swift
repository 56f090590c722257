import Store
import Testing

@testable import Bridge

@Suite("Mails in hand")
struct MailsInHandTests {
    @Test("a mail counts once for this process until it is settled, so that a failing disk makes none suspect")
    func once() {
        let mails = MailsInHand()
        let mail = MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 14)
        #expect(mails.take(mail))
        #expect(!mails.take(mail))
        #expect(mails.take(MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 15)))
        mails.putDown(mail)
        #expect(mails.take(mail))
    }
}
