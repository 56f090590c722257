import MIME
import Testing

@testable import Bridge

@Suite struct FingerprintTests {
    private static let mail = "From: a@b\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nSubject: x\nMessage-ID: <1@b>\n\nbody\n"

    private func fingerprint(_ mail: String) -> Fingerprint { Fingerprint(Message(parsing: Array(mail.utf8))) }

    @Test(
        "trace fields and their order do not count",
        arguments: [
            "Received: from x\n" + mail, "Delivered-To: y@z\nX-Spam: no\n" + mail, "Return-Path: <>\n" + mail,
            mail.replacing("Subject: x\nMessage-ID: <1@b>", with: "Message-ID: <1@b>\nSubject: x"),
        ])
    func sameMail(other: String) {
        #expect(fingerprint(other).contentHash == fingerprint(Self.mail).contentHash)
        #expect(fingerprint(other).name == fingerprint(Self.mail).name)
    }

    @Test(
        "what a person wrote counts",
        arguments: [
            ("a@b", "c@b"), ("10:00", "10:01"), ("Subject: x", "Subject: y"), ("body", "bodY"),
            ("Subject: x", "Subject: x\nContent-Type: text/html"),
        ])
    func otherMail(old: String, new: String) {
        let changed = fingerprint(Self.mail.replacing(old, with: new))
        #expect(changed.contentHash != fingerprint(Self.mail).contentHash)
    }

    @Test("words do not move from one field to the next unseen")
    func borders() {
        #expect(
            fingerprint("From: a\nSubject: b\n\n").contentHash != fingerprint("From: ab\nSubject: \n\n").contentHash)
    }

    @Test("equal mails with different ids differ by name only")
    func names() {
        let other = fingerprint(Self.mail.replacing("<1@b>", with: "<2@b>"))
        #expect(other.contentHash == fingerprint(Self.mail).contentHash)
        #expect(other.name != fingerprint(Self.mail).name)
        #expect(other.remoteID != fingerprint(Self.mail).remoteID)
    }

    @Test("any bytes have a fingerprint", arguments: [[], [0], [0x0A], [0xFF, 0xFE], Array("\r\n\r\n".utf8)])
    func anything(bytes: [UInt8]) {
        let found = Fingerprint(Message(parsing: bytes))
        #expect(found.messageID == nil)
        #expect(found.contentHash.utf8.count == 64)
    }
}
