import Domain
import MIME
import Replies
import Routing
import Store

/// `#assign` and `#snooze`: done beside whatever else a reply asks for.
struct Asides: Sendable {
    struct Refusal: Error, Sendable {
        var name: String
        var line: String
    }

    /// The new owner's name.
    var owner: String?
    var snooze: SnoozeTime?
    var reminder: NewTicketMail?
    var journal: [JournalEntry] = []
    /// What the agent is told.
    var lines: [String] = []

    static func plan(_ plan: CommandPlan, _ reply: AgentReply, _ desk: ReplyDesk) -> Result<Asides, Refusal> {
        var asides = Asides()
        do throws(Refusal) {
            if let command = plan.assign { try asides.assign(command.arguments, reply, desk) }
            if let command = plan.snooze { try asides.snooze(command.arguments, reply, desk) }
            return .success(asides)
        } catch {
            return .failure(error)
        }
    }

    /// To the named agent, or to the one who writes.
    private mutating func assign(_ words: String, _ reply: AgentReply, _ desk: ReplyDesk) throws(Refusal) {
        let agents = desk.context.settings.agents.filter { $0.answers(at: desk.account.name) }
        let wanted = words.lowercased().split(separator: "@", maxSplits: 1).first.map(String.init) ?? ""
        let own = ["", "me", "mir", "mich", "mij", "moi", "mnie"].contains(words.lowercased()) ? reply.agent : nil
        let found =
            own ?? agents.first { $0.identity.name.lowercased() == words.lowercased() }
            ?? agents.first { $0.identity == desk.context.settings.agent(at: words.lowercased())?.identity }
            ?? agents.first { !wanted.isEmpty && $0.identity.name.lowercased() == wanted }
        let texts = CommandTexts.of(reply.agent.language)
        guard let found else {
            let names = agents.map(\.identity.name).joined(separator: ", ")
            throw Refusal(
                name: "unknown-agent", line: AgentTexts.fill(texts.unknownAgent, ["name": words, "names": names]))
        }
        owner = found.identity.name
        lines.append(AgentTexts.fill(texts.assigned, ["name": found.identity.name]))
        journal.append(desk.journal(.ticketAssigned, found.identity.name))
    }

    private mutating func snooze(_ words: String, _ reply: AgentReply, _ desk: ReplyDesk) throws(Refusal) {
        let composer = desk.composer(reply.agent.language)
        let texts = CommandTexts.of(reply.agent.language)
        let now = desk.context.now()
        let zone = desk.account.clock.rules(inForceAt: now).zone
        guard let time = SnoozeTime(words, now: now, zone: zone, latest: desk.latestSnooze) else {
            let deadline = desk.ticket.deadline.map(composer.shown) ?? "-"
            throw Refusal(
                name: "bad-snooze", line: AgentTexts.fill(texts.badSnooze, ["word": words, "deadline": deadline]))
        }
        snooze = time
        lines.append(AgentTexts.fill(texts.snoozed, ["date": composer.shown(time.until)]))
        if time.isShortened { lines.append(texts.snoozedShorter) }
        journal.append(desk.journal(.ticketSnoozed, time.until.description))
        let wakes = AgentTexts.fill(texts.wakes, ["name": reply.agent.identity.name])
        let due = desk.ticket.deadline.map { ["\(composer.texts.answerBy): \(composer.shown($0))"] } ?? []
        do throws(WriteError) {
            reminder = try composer.reminder(
                name: "snooze \(desk.fingerprint.name)", lines: [wakes] + due, at: time.until,
                answers: reply.answers, folder: desk.folder)
        } catch {
            throw Refusal(name: "bad-snooze", line: error.description)
        }
    }

    func applied(to intake: Intake) -> Intake {
        var intake = intake
        if let owner {
            var update = intake.ticketUpdate ?? TicketUpdate()
            update.owner = owner
            update.takenBy = owner
            intake.ticketUpdate = update
        }
        if let reminder { intake.ticketMails.append(reminder) }
        intake.journal += journal
        return intake
    }

    /// The whole answer where the reply asks for nothing else; nil if there are none.
    func told(_ reply: AgentReply, _ desk: ReplyDesk) throws -> Intake? {
        guard !lines.isEmpty else { return nil }
        let event: Event = owner == nil ? .ticketSnoozed : .ticketAssigned
        var intake = try desk.told(reply, .command, event.rawValue, event: event, lines: lines)
        intake.journal = []
        return applied(to: intake)
    }
}

extension ReplyDesk {
    /// When somebody has to look again, whatever an agent wishes: the next warning before the deadline, else the deadline.
    fileprivate var latestSnooze: Timestamp? {
        guard let deadline = ticket.deadline else { return nil }
        let now = context.now()
        return account.warnings(of: ticket).map(\.threshold).filter { $0 > now }.min() ?? deadline
    }
}
