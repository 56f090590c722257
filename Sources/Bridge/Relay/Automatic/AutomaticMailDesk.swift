import Domain
import MIME
import Replies
import Store

/// What a mail that no person wrote leaves in its ticket: a line of the journal, and never another state. If it says that
/// nobody is there to answer, the team is told.
struct AutomaticMailDesk: Sendable {
    let desk: ReplyDesk

    init(_ desk: ReplyDesk) { self.desk = desk }

    /// How often the team hears of the same thing in one ticket.
    static let pause = Duration.seconds(86_400)
    /// Mails of our own that come back within an hour, after which something is set up wrongly.
    private static let mostLoops = 3

    /// - Parameter agent: whose mail it is, as far as that is proven
    func decide(_ mailClass: MailClass, from agent: TicketingSettings.Agent?) async throws -> Intake {
        var intake = desk.ignored(reason: mailClass.rawValue)
        let detail = [mailClass.rawValue, agent.map { "of \($0.identity.name)" }].compactMap { $0 }
        intake.journal = [desk.journal(.automaticMail, detail.joined(separator: " "))]
        let journal = try await desk.context.store.journal(of: desk.ticket.id)
        if mailClass == .autoReply, let agent, isAlone(agent) {
            try tell(.agentAbsent, agent.identity.name, journal, \.absent, &intake)
        }
        let now = desk.context.now()
        let loops = journal.count { entry in
            entry.event == Event.automaticMail.rawValue && now - entry.at < .seconds(3600)
                && entry.detail?.hasPrefix(MailClass.loop.rawValue) == true
        }
        if mailClass == .loop, loops >= Self.mostLoops {
            try tell(.mailLoop, agent?.identity.name ?? "?", journal, \.flooded, &intake)
        }
        return intake
    }

    /// More mails than anybody writes: this one is kept whole, and the administrator is told.
    func overBudget(_ mail: IncomingMail, _ agent: TicketingSettings.Agent) async throws -> Intake {
        var intake = Intake.quarantined(mail, .tooManyMails, desk.fingerprint)
        intake.outcome.ticket = desk.ticket.id
        let journal = try await desk.context.store.journal(of: desk.ticket.id)
        try tell(.mailLoop, agent.identity.name, journal, \.flooded, &intake)
        if intake.journal.isEmpty { intake.journal = [desk.journal(.replyIgnored, IntakeRule.tooManyMails.rawValue)] }
        return intake
    }

    /// Nobody else is meant to answer here.
    private func isAlone(_ agent: TicketingSettings.Agent) -> Bool {
        guard desk.ticket.waitingSince != nil else { return false }
        if let owner = desk.ticket.owner { return owner == agent.identity.name }
        return desk.context.settings.agents.filter { $0.answers(at: desk.account.name) }.count == 1
    }

    /// Once within ``pause``, in the ticket's thread; the log has it from the journal, once that is committed.
    private func tell(
        _ event: Event, _ name: String, _ journal: [JournalEntry], _ text: KeyPath<AgentTexts, String>,
        _ intake: inout Intake
    ) throws {
        let now = desk.context.now()
        let isTold = journal.contains { entry in
            entry.event == event.rawValue && entry.detail == name && now - entry.at < Self.pause
        }
        guard !isTold else { return }
        let composer = desk.composer(desk.context.settings.language)
        let due = desk.ticket.deadline.map { ["\(composer.texts.answerBy): \(composer.shown($0))"] } ?? []
        intake.ticketMails.append(
            try composer.notice(
                name: "\(event.rawValue) \(name) \(now.milliseconds)",
                lines: [composer.fill(composer.texts[keyPath: text], ["name": name])] + due, answers: [],
                folder: desk.folder))
        intake.journal.append(desk.journal(event, name))
    }
}
