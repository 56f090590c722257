import Domain
import Marketplaces

/// Which questions there are, in order, as far as the answers so far tell.
struct SetUpScript {
    let answers: SetUpAnswers
    /// For people who say nothing else.
    let language: AgentLanguage
    /// What stands in the mailbox's own mails.
    let seenAuthservID: String?

    /// Of marketplaces and agents.
    private static let mostSections = 100

    var questions: [SetUpQuestion] {
        [languageQuestion] + mailbox + [proof] + submission + marketplaces + agents
    }

    private var languageQuestion: SetUpQuestion {
        SetUpQuestion(
            .language, .bridge, "language", .word(AgentLanguage.allCases.map(\.rawValue)),
            "Language of the bridge's own texts (de, en, nl, fr, pl)"
        ).suggesting(language.rawValue)
    }

    // MARK: Mail

    /// What is known of the mailbox's host.
    private var provider: MailProvider {
        MailProvider(domain: answers[.mailbox, "address"].flatMap { EmailAddress($0) }.map { String($0.domain) } ?? "")
    }

    private var mailbox: [SetUpQuestion] {
        var host = SetUpQuestion(
            .mailbox, .mailbox, "host", .mailServer(.imap), "IMAP server, with its port if it is not 993")
        host.candidates = provider.imap
        host.suggestion = provider.imap.first
        return [
            SetUpQuestion(
                .mailbox, .mailbox, "address", .address,
                "Address of the mailbox that notifications, tickets and replies share"),
            host.hinting(provider.hint),
            SetUpQuestion(.mailbox, .mailbox, "user", .text, "User name there").suggesting(
                answers[.mailbox, "address"]),
            SetUpQuestion(.mailbox, .mailbox, "password", .text, "Password").secret,
            SetUpQuestion(.mailbox, .mailbox, "folder", .folder, "Folder where notifications and replies arrive")
                .suggesting("INBOX"),
            SetUpQuestion(
                .mailbox, .mailbox, "ca_file", .path, "File with the certificates to trust, if not the system's"
            )
            .onlyIfGiven,
            SetUpQuestion(
                .mailbox, .mailbox, "sub_addressing", .flag,
                "Does user+anything@domain arrive there too? (true, false; Enter = true)"
            ).onlyIfGiven,
        ]
    }

    private var proof: SetUpQuestion {
        SetUpQuestion(
            .proof, .mailbox, "authserv_id", .authservID,
            "First word of the Authentication-Results fields in received mails, or none"
        ).suggesting(seenAuthservID ?? provider.authservID).hinting(
            "By these fields the bridge tells real notifications and your agents' mails from forged ones. Look into the source of\n"
                + "any received mail; \"none\" leaves it open, and until it is set no mail is believed.")
    }

    private var submission: [SetUpQuestion] {
        var host = SetUpQuestion(
            .submission, .submission, "host", .mailServer(.submission),
            "SMTP server for outgoing mail, with its port if it is not 465; or none")
        host.candidates = provider.smtp(besides: answers[.mailbox, "host"])
        host.suggestion = host.candidates.first
        guard answers[.submission, "host"] != nil else { return [host] }
        return [
            host,
            SetUpQuestion(.submission, .submission, "user", .text, "User name there").suggesting(
                answers[.mailbox, "user"]),
            SetUpQuestion(.submission, .submission, "password", .text, "Password (Enter = the mailbox's)").secret
                .suggesting(""),
            SetUpQuestion(
                .submission, .submission, "ca_file", .path, "File with the certificates to trust, if not the system's"
            ).onlyIfGiven,
        ]
    }

    // MARK: People

    private var agents: [SetUpQuestion] {
        var questions: [SetUpQuestion] = []
        for index in 0..<Self.mostSections {
            let section = SetUpKey.Section.agent(index)
            let address = SetUpQuestion(
                .agents, section, "address", .address,
                index == 0 ? "Mail address of an agent, who may answer" : "Address of another agent (Enter = no more)")
            questions.append(address.suggesting(index == 0 ? nil : ""))
            guard let known = answers[section, "address"].flatMap({ EmailAddress($0) }) else { break }
            questions += [
                SetUpQuestion(.agents, section, "name", .name, "Short name").suggesting(Self.name(of: known)),
                SetUpQuestion(
                    .agents, section, "language", .word(AgentLanguage.allCases.map(\.rawValue)),
                    "Language (de, en, nl, fr, pl)"
                ).suggesting(answers[.bridge, "language"] ?? language.rawValue),
            ]
        }
        return questions
    }

    /// `anna.berg@example.com` becomes `anna.berg`.
    private static func name(of address: EmailAddress) -> String {
        let name = String(address.localPart.prefix { $0 != "+" }).lowercased()
        return (try? SetUpAnswerKind.name.checked(name)) ?? "agent"
    }

    // MARK: Marketplaces

    private var marketplaces: [SetUpQuestion] {
        var questions: [SetUpQuestion] = []
        for index in 0..<Self.mostSections {
            let section = SetUpKey.Section.marketplace(index)
            let kinds = ConnectorKind.allCases.map(\.rawValue)
            let connector = SetUpQuestion(
                .marketplace(index), section, "connector", .word(kinds),
                (index == 0 ? "Marketplace" : "Another marketplace")
                    + " (\(kinds.joined(separator: ", "))\(index == 0 ? "" : "; Enter = no more"))")
            questions.append(
                connector.suggesting(index == 0 ? nil : "").hinting(
                    index == 0 ? "Conrad, Voelkner, Fnac, Darty and many other shops run on Mirakl: mirakl." : nil))
            guard let kind = answers.connector(index) else { break }
            questions += SetUpMarketplace(answers: answers, index: index, kind: kind).questions
        }
        return questions
    }
}
