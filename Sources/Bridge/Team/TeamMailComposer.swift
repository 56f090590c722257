import Digests
import Domain
import MIME
import Replies
import Routing
import Store

/// Writes the mails to people of the team.
struct TeamMailComposer: Sendable {
    let context: BridgeContext
    let people: [TicketingSettings.Agent]
    let now: Timestamp

    var settings: TicketingSettings { context.settings }
    /// One person is written to in their own language.
    var language: AgentLanguage { people.count == 1 ? people[0].language : settings.language }
    var texts: TeamTexts { TeamTexts.of(language) }

    // MARK: Names

    /// What a mail is about and to whom it goes: the same name is the same mail.
    func name(_ occasion: String) -> String { "\(occasion) for \(people.map(\.identity.name).joined(separator: ", "))" }

    /// What Message-IDs of such mails begin with.
    private static let mark = "mb-team-"

    /// Whether a Message-ID may be that of such a mail.
    static func isName(_ messageID: String) -> Bool { messageID.hasPrefix(mark) }

    /// Once, whoever the team is made of by then.
    func name(ofForecast closure: TeamHours.Closure) -> String { "forecast \(closure.start)" }
    func name(ofDigest day: CivilDate) -> String { "digest \(day)" }

    // MARK: Kinds

    /// One or several tickets whose deadline comes near.
    func reminder(_ group: TeamRoundPlan.Group) throws(WriteError) -> NewTeamMail {
        let name =
            "reminder \(group.percent) "
            + group.waits.map { "\($0.wait.ticket.id)@\($0.wait.since) until \($0.wait.deadline)" }
            .joined(separator: " ")
        guard group.waits.count == 1, let only = group.waits.first else {
            var sheet = Sheet()
            sheet.add(.head, lines: group.waits.map(line))
            return try mail(
                name, subject: fill(texts.dueList, ["count": "\(group.waits.count)"]), sheet,
                isUrgent: group.percent <= 10)
        }
        let composer = context.composer(only.account, only.wait.ticket, language)
        var sheet = composer.sheet()
        let date = composer.shown(only.wait.deadline)
        let label = fill(only.wait.deadline > now ? texts.due : texts.overdue, ["date": date])
        sheet.add(.head, label, line(only))
        sheet.add(.head, texts.answerHere)
        return try mail(
            name, subject: composer.subject(label), sheet, about: composer, isUrgent: group.percent <= 10)
    }

    func forecast(_ forecast: Forecast, _ waits: [TicketID: PressingWait]) throws(WriteError) -> NewTeamMail {
        var sheet = Sheet()
        let due = forecast.due.compactMap { waits[$0.ticket] }
        let back = shown(forecast.closure.end)
        if !due.isEmpty {
            sheet.add(.head, fill(texts.forecastIntroduction, ["date": back]))
            sheet.add(.head, lines: due.map(line))
        }
        if forecast.pressing > 0 {
            sheet.add(.head, fill(texts.forecastPressing, ["count": "\(forecast.pressing)", "date": back]))
        }
        let subject =
            due.isEmpty
            ? fill(texts.forecastNothingDue, ["count": "\(forecast.pressing)"])
            : fill(texts.forecast, ["count": "\(due.count)"])
        return try mail(name(ofForecast: forecast.closure), subject: subject, sheet, isUrgent: !due.isEmpty)
    }

    func digest(_ digest: TeamDigest) throws(WriteError) -> NewTeamMail {
        var sheet = Sheet()
        for (heading, waits) in [(texts.digestOverdue, digest.overdue), (texts.digestToday, digest.today)]
        where !waits.isEmpty {
            sheet.add(.head, lines: [heading] + waits.map(line))
        }
        sheet.add(.head, fill(texts.digestOpen, ["count": "\(digest.open)"]))
        let problems = digest.problems
        if !problems.isEmpty {
            sheet.add(
                .head,
                fill(
                    texts.digestProblems,
                    [
                        "held": "\(problems.held)", "uncertain": "\(problems.uncertain)",
                        "failed": "\(problems.failed)", "quarantined": "\(problems.quarantined)",
                    ]))
        }
        sheet.add(.head, lines: digest.scores)
        let count = digest.overdue.count + digest.today.count
        return try mail(name(ofDigest: digest.day), subject: fill(texts.digest, ["count": "\(count)"]), sheet)
    }

    func alarm(_ alarm: Alarm, _ account: Account) throws(WriteError) -> NewTeamMail {
        let composer = context.composer(account, alarm.ticket, language)
        let label = fill(texts.alarm, ["kind": texts.name(of: alarm.kind)])
        var sheet = composer.sheet()
        sheet.add(.head, label)
        if alarm.repeats > 0 {
            sheet.add(
                .head,
                fill(
                    texts.alarmAgain,
                    ["count": "\(alarm.repeats)", "date": composer.shown(alarm.raisedAt)]))
        }
        sheet.add(.head, texts.alarmTake)
        if let link = account.portalLink(order: alarm.ticket.order, thread: alarm.ticket.thread) {
            sheet.add(.internal, "\(composer.texts.portal): \(link)")
        }
        return try mail(
            name("alarm \(alarm.ticket.id) \(alarm.raisedAt) \(alarm.repeats)"), subject: composer.subject(label),
            sheet,
            about: composer, isUrgent: true)
    }

    /// All marketplaces that have fallen silent, in one mail.
    func silence(_ silences: [Silence]) throws(WriteError) -> NewTeamMail {
        var sheet = Sheet()
        for silence in silences { sheet.add(.head, texts.told(silence, shown(silence.since))) }
        sheet.add(.head, texts.silenceAdvice)
        let names = silences.map(\.account.shownName).joined(separator: ", ")
        return try mail(
            name("silence \(silences.map(\.account.name.text).joined(separator: ", ")) \(now)"),
            subject: fill(texts.silence, ["marketplace": names]), sheet, isUrgent: true)
    }

    /// To the agent whose answer belongs to no ticket.
    ///
    /// - Parameter mail: names the answer
    func lostReply(_ mail: String, subject: String) throws(WriteError) -> NewTeamMail {
        let own = AgentTexts.of(language)
        var sheet = Sheet()
        sheet.add(.head, RefusalTexts.of(language).lostTicket)
        return try self.mail(name("lost reply \(mail)"), subject: "\(own.failureSubject): \(subject)", sheet)
    }

    func unservedReply(_ mail: String, subject: String, marketplace: MarketplaceName) throws(WriteError) -> NewTeamMail
    {
        let own = AgentTexts.of(language)
        var sheet = Sheet()
        sheet.add(.head, fill(RefusalTexts.of(language).unservedMarketplace, ["marketplace": marketplace.text]))
        return try self.mail(name("unserved reply \(mail)"), subject: "\(own.failureSubject): \(subject)", sheet)
    }

    // MARK: Pieces

    /// `- Di 24.11.2026 16:00 CET, 2 h 05 min left: Conrad 12345-A, owner anna  https://…`
    private func line(_ wait: PressingWait) -> String {
        let ticket = wait.wait.ticket
        let composer = context.composer(wait.account, ticket, language)
        let left = wait.wait.deadline - now
        let time = fill(left >= .zero ? texts.left : texts.late, ["time": Self.hours(left)])
        let name = ticket.order?.text ?? fill(texts.ticket, ["number": "\(ticket.id)"])
        let owner = ticket.owner.map { fill(texts.owner, ["name": $0]) } ?? texts.nobody
        let link = wait.account.portalLink(order: ticket.order, thread: ticket.thread).map { " \($0)" } ?? ""
        return "- \(composer.shown(wait.wait.deadline)), \(time): \(wait.account.shownName) \(name), \(owner)\(link)"
    }

    /// `2 h 05 min`; the sign is dropped.
    static func hours(_ duration: Duration) -> String {
        let minutes = abs(duration.components.seconds / 60)
        let rest = minutes % 60
        return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest) min"
    }

    /// In the team's own zone.
    func shown(_ time: Timestamp) -> String {
        LocalTime(time, in: settings.team.hours.zone).text(in: language)
    }

    func fill(_ template: String, _ values: [String: String]) -> String { AgentTexts.fill(template, values) }

    /// - Parameter ticket: the one that it is about: an answer to the mail is one to the ticket
    func mail(
        _ name: String, subject: String, _ sheet: Sheet, about ticket: TicketMailComposer? = nil, isUrgent: Bool = false
    ) throws(WriteError) -> NewTeamMail {
        let addresses = people.compactMap(\.identity.addresses.first)
        let id = "\(Self.mark)\(base32(sha256(name.utf8).prefix(16)))@\(settings.domain)"
        let sender = ticket?.replyAddress ?? settings.replyAddress
        var outgoing = OutgoingMessage(
            from: Mailbox(name: "mailbridge", address: sender.text), subject: OutgoingMessage.oneLine(subject),
            date: DateTime(secondsSinceEpoch: now.seconds), messageID: id, text: sheet.text, html: sheet.html)
        outgoing.to = addresses.map { Mailbox(address: $0.text) }
        outgoing.fields = BridgeHeader.silence + [(BridgeHeader.kind, "team")]
        if isUrgent { outgoing.fields += [("Importance", "high"), ("X-Priority", "1")] }
        if let ticket {
            let root = ticket.ticket.rootMessageID(domain: settings.domain)
            outgoing.replyTo = [Mailbox(address: ticket.replyAddress.text)]
            outgoing.inReplyTo = [root]
            outgoing.references = [root]
        }
        var mail = NewTeamMail(
            name: name, recipients: settings.team.submits ? addresses : [], mailbox: settings.ticketMailbox,
            folder: settings.team.folder, messageID: id, raw: try outgoing.bytes())
        mail.about = ticket.map { ($0.ticket.id, sheet.text, sheet.html) }
        return mail
    }
}
