import Domain
import LMTP

extension Exchange {
    /// How the SMTP server goes on after an action.
    enum MailOutcome: Sendable {
        case reply(SMTPReply)
        case drop
    }

    /// RCPT: local addresses from anybody, buyers' aliases from approved senders who logged in, nothing else.
    func checkRecipient(_ recipient: EmailAddress, of mail: SubmittedMail) async -> MailOutcome {
        if let fault = faults.take(.smtp, "rcpt", recipient: recipient) {
            if fault.delay > .zero { try? await Task.sleep(for: fault.delay) }
            if let outcome = show(fault, "rcpt") { return outcome }
        }
        let answer = decide(on: recipient, of: mail)
        count(.smtp, "rcpt", answer.isPositive ? \.accepted : \.refused)
        return .reply(answer)
    }

    private func decide(on recipient: EmailAddress, of mail: SubmittedMail) -> SMTPReply {
        let accepted = SMTPReply(250, "2.1.5", "OK")
        if recipient.domain == options.sellerAddress.domain {
            return options.mailboxUser(for: recipient) == nil
                ? SMTPReply(550, "5.1.1", "No such mailbox") : accepted
        }
        guard let relay = relay(of: recipient)?.standIn else {
            return mail.account == nil
                ? SMTPReply(554, "5.7.1", "Relay access denied")
                : SMTPReply(550, "5.1.2", "The sandbox's internet ends here")
        }
        guard mail.account != nil else { return SMTPReply(554, "5.7.1", "Relay access denied") }
        do throws(SMTPReply) {
            try relay.checkEnvelope(from: mail.sender, to: recipient)
            return accepted
        } catch {
            return error
        }
    }

    /// The end of DATA: a positive reply means that every recipient has the mail.
    func deliver(_ mail: SubmittedMail) async -> MailOutcome {
        let fault = faults.take(.smtp, "data", recipient: mail.recipients.first)
        if let fault, fault.delay > .zero { try? await Task.sleep(for: fault.delay) }
        if let fault, fault.moment == .before, let outcome = show(fault, "data") { return outcome }
        let answer = await carryOut(mail)
        count(.smtp, "data", answer.isPositive ? \.accepted : \.refused)
        if let fault, fault.moment == .after, let outcome = show(fault, "data") { return outcome }
        return .reply(answer)
    }

    private func carryOut(_ mail: SubmittedMail) async -> SMTPReply {
        do {
            // What may be refused comes first, so that nobody has a mail that its sender believes refused.
            for recipient in mail.recipients where relay(of: recipient) != nil {
                try await relay(mail, to: recipient)
            }
            for recipient in mail.recipients where relay(of: recipient) == nil {
                try await store(local(mail, to: recipient))
            }
            return SMTPReply(250, "2.0.0", "OK: queued as \(randomText(10, of: .uppercaseAndDigits))")
        } catch let refusal as SMTPReply {
            return refusal
        } catch {
            return SMTPReply(451, "4.3.0", "\(error)".filter { $0 != "\r" && $0 != "\n" && $0 != "\r\n" })
        }
    }

    private func relay(_ mail: SubmittedMail, to recipient: EmailAddress) async throws {
        guard let (marketplace, found) = relay(of: recipient) else { return }
        var standIn = found
        let answer = try standIn.relay(mail.bytes, from: mail.sender, to: recipient, now: now)
        standIns[marketplace] = standIn
        record(
            SandboxMail(
                kind: .relayed, sender: mail.sender, recipient: recipient, received: now, bytes: mail.bytes,
                remarks: answer.remarks))
        count(.init(marketplace), "relay", \.accepted)
        guard options.sendsOwnCopies,
            let copy = standIn.ownCopy(of: answer, to: self.recipient(marketplace), now: now)
        else { return }
        // The copy travels by itself: its loss is not the sender's concern.
        try? await send(copy)
    }

    private func relay(of recipient: EmailAddress) -> (marketplace: SandboxMarketplace, standIn: any RelayStandIn)? {
        for (marketplace, standIn) in standIns {
            if let relay = standIn as? any RelayStandIn, relay.owns(recipient) { return (marketplace, relay) }
        }
        return nil
    }

    /// `mail` as the seller's host stores it: a login is what proves the sender.
    private func local(_ mail: SubmittedMail, to recipient: EmailAddress) -> SandboxMail {
        let results = mail.account.map { "auth=pass smtp.auth=\($0.address)" } ?? "none"
        let name = (mail.isExtended ? "ESMTP" : "SMTP") + (mail.account == nil ? "" : "A")
        let bytes = TraceFields(host: options.authservID, removesForgedResults: options.removesForgedResults).stamped(
            mail.bytes, from: "\(mail.helo) (localhost [127.0.0.1])", protocolName: name, to: recipient, at: now,
            results: results)
        return SandboxMail(kind: .local, sender: mail.sender, recipient: recipient, received: now, bytes: bytes)
    }

    private func show(_ fault: SandboxFault, _ operation: String) -> MailOutcome? {
        count(.smtp, operation, \.faulted)
        switch fault.effect {
        case .slow, .lag, .altered, .expireTokens: return nil
        case .drop, .garbled: return .drop
        case .status(let code):
            let enhanced = code < 500 ? "4.3.0" : "5.3.0"
            return .reply(SMTPReply(code, enhanced, "A fault of the sandbox"))
        }
    }
}
