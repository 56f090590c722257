import Domain
import IMAPClient
import MIME
import Marketplaces
import Replies
import Routing
import Testing

@testable import Bridge
@testable import Marketplaces
@testable import Store

@Suite("What the administrator is told") struct AlertTests {
    let fixture: BridgeFixture
    private var context: BridgeContext

    init() throws {
        fixture = try BridgeFixture(ScriptedConnector(.init()))
        context = fixture.context
        context.settings.team.digest = nil
        context.settings.team.reminds = false
        context.settings.team.submits = true
        context.settings.team.admin = EmailAddress("root@seller.example")
    }

    private struct Mail {
        var to: [String]
        var subject: String
        var text: String
    }

    /// What a look has made since the last one.
    private func mails(_ context: BridgeContext? = nil) async throws -> [Mail] {
        try await TeamWatch(context ?? self.context).pass()
        var mails: [Mail] = []
        while let mail = try await fixture.store.claimTeamMail(at: fixture.now) {
            try await fixture.store.sentTeamMail(mail.id, at: fixture.now)
            let message = Message(parsing: mail.raw)
            mails.append(
                Mail(
                    to: mail.recipients.map(\.text), subject: message.subject ?? "",
                    text: message.displayText.replacing("\n", with: " ")))
        }
        return mails
    }

    private func quarantine(_ uid: UInt32) async throws {
        var intake = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: uid),
            outcome: Outcome(
                .quarantined, reason: "sender-not-proven", messageID: "\(uid)@x", contentHash: "\(uid)"))
        intake.raw = Array("Subject: Zerlina Kanari\r\n\r\ncanary".utf8)
        _ = try await fixture.store.commit(intake, at: fixture.now)
    }

    @Test("mails in quarantine: at once, with their number; further ones after six hours, and only those")
    func quarantined() async throws {
        #expect(try await mails().isEmpty)
        for uid: UInt32 in 1...2 { try await quarantine(uid) }
        let first = try await mails()
        #expect(first.map(\.to) == [["root@seller.example"]])
        #expect(first[0].subject == "mailbridge: Mails in quarantine: 2")
        #expect(first[0].text.contains("mailbridge quarantine list"))
        #expect(!first[0].text.contains("canary") && !first[0].text.contains("Kanari"))
        #expect(try await mails().isEmpty)
        fixture.advance(.seconds(60))
        for uid: UInt32 in 3...5 { try await quarantine(uid) }
        #expect(try await mails().isEmpty)
        fixture.advance(.seconds(6 * 3600 - 61))
        #expect(try await mails().isEmpty)
        fixture.advance(.seconds(1))
        #expect(try await mails().map(\.subject) == ["mailbridge: Mails in quarantine: 3"])
        fixture.advance(.seconds(86_400))
        #expect(try await mails().isEmpty)
    }

    @Test("a login that is refused: with how often, until a call works")
    func refusedLogin() async throws {
        let folder = FolderIntake(context, account: "service", folder: "INBOX")
        for _ in 0..<3 {
            await folder.event(.disconnected(IMAPError(.credentials, "no"), retryIn: .seconds(1200)))
        }
        let told = try await mails()
        #expect(told.map(\.subject) == ["mailbridge: [[mailbox]] service refuses us"])
        #expect(told[0].text.contains("3× since"))
        await folder.event(.waiting(idle: true))
        fixture.advance(.seconds(7 * 3600))
        #expect(try await mails().isEmpty)
    }

    @Test("a server that is down is not the administrator's fault")
    func unreachable() async throws {
        let folder = FolderIntake(context, account: "service", folder: "INBOX")
        await folder.event(.disconnected(IMAPError(.network, "down"), retryIn: .seconds(5)))
        #expect(try await mails().isEmpty)
    }

    @Test("a key that is refused to the sweep and to a post; one answered call ends it")
    func refusedKey() async throws {
        let refusal = ConnectorError(.credentials, "401", retry: .later)
        fixture.connector.change {
            $0.error = refusal
            $0.posts = [.notSent(refusal)]
        }
        let ticket = try await fixture.openTicket()
        let answer = fixture.answer("Tomorrow.", on: ticket)
        _ = try await fixture.commit(uid: 9, .reply, "queued", on: ticket) { $1.outbox = answer }
        _ = try await OutboxDispatcher(context, for: fixture.account).pass()
        let told = try await mails()
        #expect(told.map(\.subject) == ["mailbridge: [[marketplace]] conrad refuses us"])
        context.meter.answers("conrad")
        fixture.advance(.seconds(7 * 3600))
        #expect(try await mails().isEmpty)
    }

    @Test("a rate that is used up is told once it stalls the answers for ten minutes")
    func stalled() async throws {
        let refusal = ConnectorError(.rateLimited, "429", retry: .later)
        context.meter.note(refusal, at: "conrad", now: fixture.now)
        #expect(try await mails().isEmpty)
        fixture.advance(.seconds(599))
        context.meter.note(refusal, at: "conrad", now: fixture.now)
        #expect(try await mails().isEmpty)
        fixture.advance(.seconds(1))
        #expect(try await mails().map(\.subject) == ["mailbridge: [[marketplace]] conrad lets us call no more"])
    }

    @Test("what nobody tried again for hours is not known any more")
    func forgotten() async throws {
        context.meter.note(.credentials, at: .submission, now: fixture.now)
        fixture.advance(.seconds(3 * 3600))
        #expect(try await mails().isEmpty)
    }

    @Test("a clock that is more than 5 s off", arguments: [(Int64(5), false), (6, true), (-7, true)])
    func clock(offset: Int64, isTold: Bool) async throws {
        let there = fixture.now - .seconds(offset)
        // One second is the least that a Date field leaves open.
        let date = offset > 0 ? there - .seconds(1) : there
        fixture.account.clocksCompared.note(date: date, sent: fixture.now, received: fixture.now)
        let told = try await mails()
        #expect(told.map(\.subject) == (isTold ? ["mailbridge: The clock is wrong"] : []))
        if isTold { #expect(told[0].text.contains("\(abs(offset)) seconds")) }
    }

    @Test("a disk with less than 1 GB", arguments: [(Int64(999_999_999), true), (1_000_000_000, false)])
    func disk(free: Int64, isTold: Bool) async throws {
        var context = context
        context.room = StoreRoom(largestMail: 60_000_000) { free }
        let told = try await mails(context)
        #expect(told.map(\.subject) == (isTold ? ["mailbridge: The disk is nearly full"] : []))
        if isTold { #expect(told[0].text.contains("Only 999 MB")) }
    }

    @Test("the table of holidays: 60 days before its end, once a week, and only where a clock uses it")
    func holidays() async throws {
        let end = try #require(CivilDate(year: HolidayRegion.coveredYears.upperBound, month: 12, day: 31))
        fixture.advance(Timestamp(seconds: (end.daysSinceEpoch - 30) * 86_400) - fixture.now)
        #expect(try await mails().isEmpty)
        var context = context
        var rules = RuleSet(name: "day", target: .seconds(86_400), zone: .utc)
        rules.holidays = HolidayCalendar(regions: [try #require(HolidayRegion("DE-NW"))])
        context.accounts["conrad"]?.clock = AnswerClock(rules)
        #expect(try await mails(context).map(\.subject) == ["mailbridge: The table of holidays ends"])
        fixture.advance(.seconds(7 * 86_400 - 1))
        #expect(try await mails(context).isEmpty)
        fixture.advance(.seconds(1))
        #expect(try await mails(context).count == 1)
    }

    @Test("credentials that run out: seven days before, one day before, and on the day")
    func expiring() async throws {
        var context = context
        let today = CivilDate(daysSinceEpoch: fixture.now.seconds / 86_400)
        let end = CivilDate(daysSinceEpoch: today.daysSinceEpoch + 9)
        context.accounts["conrad"]?.credentialsExpire = end
        var told: [Int] = []
        for day in 0...12 {
            for mail in try await mails(context) {
                told.append(day)
                #expect(mail.subject == "mailbridge: A key of [[marketplace]] conrad runs out on \(end)")
                #expect(mail.text.contains(day < 9 ? "run out on" : "ran out on"))
            }
            fixture.advance(.seconds(86_400))
        }
        #expect(told == [2, 8, 9])
    }

    @Test("what is due at once is one mail; what was told before is not in it")
    func together() async throws {
        try await quarantine(1)
        #expect(try await mails().count == 1)
        fixture.advance(.seconds(60))
        context.meter.note(.credentials, at: .submission, now: fixture.now)
        context.meter.note(.credentials, at: .mailbox("service"), now: fixture.now)
        let told = try await mails()
        #expect(told.map(\.subject) == ["mailbridge: 2 matters need you"])
        #expect(told[0].text.contains("[submission]") && told[0].text.contains("[[mailbox]] service"))
        #expect(!told[0].text.contains("quarantine"))
    }

    @Test("without an administrator the lead is told, in the lead's language; switched off, nobody")
    func lead() async throws {
        var context = context
        context.settings.team.admin = nil
        context.settings.team.lead = "ben"
        let ben = try #require(EmailAddress("ben@seller.example"))
        context.settings.agents.append(.init(identity: .init(name: "ben", addresses: [ben]), language: .de))
        try await quarantine(1)
        context.settings.team.alerts = false
        #expect(try await mails(context).isEmpty)
        context.settings.team.alerts = true
        let told = try await mails(context)
        #expect(told.map(\.to) == [["ben@seller.example"]])
        #expect(told[0].subject == "mailbridge: Mails in Quarantäne: 1")
    }

    @Test("a clock that was ahead hides nothing")
    func clockWentBack() async throws {
        fixture.advance(.seconds(86_400))
        try await quarantine(1)
        #expect(try await mails().count == 1)
        fixture.advance(.seconds(-86_400))
        try await quarantine(2)
        #expect(try await mails().map(\.subject) == ["mailbridge: Mails in quarantine: 2"])
    }
}

@Suite("Texts for administrators") struct AlertTextsTests {
    @Test("each language fills in the same values as English, in words of its own", arguments: AgentLanguage.allCases)
    func placeholders(language: AgentLanguage) {
        let english = NamedTexts.of(AlertTexts.of(.en))
        let texts = NamedTexts.of(AlertTexts.of(language))
        #expect(texts.count == english.count && texts.count > 10)
        for (name, text) in texts {
            #expect(!text.isEmpty && !text.contains("\n"), "\(name)")
            #expect(NamedTexts.placeholders(text) == NamedTexts.placeholders(english[name] ?? ""), "\(name): \(text)")
            #expect(language == .en || text != english[name], "\(name)")
        }
    }
}
