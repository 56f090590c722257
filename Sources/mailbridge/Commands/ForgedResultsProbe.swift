import Configuration
import Digests
import Domain
import IMAPClient
import Marketplaces
import MIME
import Replies
import Routing
import Transport

/// Sends a mail with a forged Authentication-Results field through the submission server to a mailbox of ours, and looks at
/// what arrives.
struct ForgedResultsProbe {
    let mailbox: MailboxSettings
    let account: IMAPAccount
    let host: String
    let client: SMTPClient
    let sender: EmailAddress

    /// How long a mail to ourselves may take.
    private static let patience: Duration = .seconds(60)
    /// How long all of it may take: handing over, arriving, and looking once more.
    static let limit: Duration = .seconds(150)

    func finding() async -> DoctorFinding {
        let id = "mb-doctor-\(base32(randomBytes(10)))@\(sender.domain)"
        let sample: [UInt8]
        do {
            sample = try mail(id).bytes()
        } catch {
            return tell(false, "the sample cannot be written: \(error)", "report this")
        }
        switch await client.submit(sample, from: sender, to: [mailbox.address]) {
        case .accepted: break
        case let result: return tell(false, "the sample was not taken: \(result)", "see the server's answer")
        }
        do {
            guard let arrived = try await arrived(id) else {
                return tell(
                    false, "the sample did not arrive within \(Self.patience.components.seconds) s",
                    "look whether mail from \(sender) to \(mailbox.address) reaches a watched folder")
            }
            return verdict(ForgedResults.verdict(on: arrived, of: host))
        } catch {
            return tell(false, error.description, DoctorCommand.cure(error))
        }
    }

    private func mail(_ id: String) -> OutgoingMessage {
        var mail = OutgoingMessage(
            from: Mailbox(address: sender.text), to: [Mailbox(address: mailbox.address.text)],
            subject: "mailbridge doctor: sample", date: DateTime(secondsSinceEpoch: systemTime().seconds),
            messageID: id,
            text:
                "Sent by mailbridge doctor --probe, to see whether forged Authentication-Results fields are taken out.\n"
        )
        mail.fields = [
            ("Authentication-Results", ForgedResults.claim(of: host)), ("Auto-Submitted", "auto-generated"),
        ]
        return mail
    }

    /// The sample as the mailbox holds it, marked as deleted there; nil if it does not come.
    private func arrived(_ id: String) async throws(IMAPError) -> Message? {
        let session = try await account.connect()
        let end = ContinuousClock.now + Self.patience
        var found: Message?
        while found == nil, ContinuousClock.now < end {
            for folder in mailbox.watch where found == nil {
                let name = try await session.folder(MailboxName(folder.description))
                let uids = try await session.find(messageID: id, in: name).uids
                guard !uids.isEmpty else { continue }
                found = try await session.fetchAll(uids).compactMap { item in
                    if case .mail(let mail) = item { Message(parsing: mail.bytes) } else { nil }
                }.first
                for uid in uids { _ = try await session.add([.seen, .deleted], to: UIDSet(uid)) }
            }
            if found == nil { try? await Task.sleep(for: .seconds(1)) }
        }
        await session.logout()
        return found
    }

    private func verdict(_ verdict: ForgedResults.Verdict) -> DoctorFinding {
        let cure =
            "have the mail server take out Authentication-Results fields of incoming mails that name \(host) "
            + "(RFC 8601 section 5); OpenDMARC, OpenDKIM and rspamd can"
        switch verdict {
        case .removed: return tell(true, "forged Authentication-Results fields are taken out", nil)
        case .outranked:
            return tell(
                false,
                "forged Authentication-Results fields stay in mails, below the host's own: safe only as long as "
                    + "the host never leaves out its own", cure)
        case .believed:
            return tell(false, "a forged Authentication-Results field was believed: anybody can pose as an agent", cure)
        }
    }

    private func tell(_ ok: Bool, _ detail: String, _ cure: String?) -> DoctorFinding {
        DoctorFinding("mailbox", "\(mailbox.name) forged-results", ok: ok, detail, cure: cure)
    }
}
