import Testing

@testable import Store

@Suite("Names of mails") struct MailKeyTests {
    @Test(
        "a name that was written is read again, however its folder is called",
        arguments: ["INBOX", "Mailbridge/Originals", "a/1/2", "/", ""])
    func roundTrip(folder: String) {
        let key = MailKey(account: "shop", folder: folder, uidValidity: 7, uid: .max)
        #expect(MailKey(key.description) == key)
    }

    @Test(
        "anything else is no name", arguments: ["", "4711", "a/b/c", "shop/INBOX/7/x", "shop/INBOX/-1/2", "/INBOX/1/2"])
    func refused(text: String) { #expect(MailKey(text) == nil) }
}
