import Domain
@testable import Reports
import Routing
import Testing

/// Monday, 2 November 2026, 00:00 UTC.
let monday: Int64 = 1_793_577_600
let hour: Int64 = 3600
let day: Int64 = 86_400

/// The words of a store.
let words: [Int64: String] = [
    1: "conrad", 2: "bol", 3: "answer", 4: "no_reply", 5: "no_reply_local", 6: "close", 7: "anna@seller.example",
    8: "portal", 9: "buyer-message", 10: "return", 11: "unknown-shop", 12: "marketplace",
]

func plan(days: Int64 = 14, now: Int64? = nil) -> ReportPlan {
    ReportPlan(
        since: Timestamp(seconds: monday), until: Timestamp(seconds: monday + days * day), zone: .utc,
        marketplaces: [
            ReportPlan.Marketplace(name: "conrad", zone: .utc, incidentDays: 15),
            ReportPlan.Marketplace(
                name: "bol", zone: .utc, goal: RuleSet.Goal(percent: 90, windowDays: 7, unit: .first), orders: 300,
                norm: 2.5),
        ], now: Timestamp(seconds: now ?? monday + days * day))
}

func wait(
    _ ticket: Int64, from start: Int64, taking length: Int64?, how: Int64 = 3, at marketplace: Int64 = 1,
    isFirst: Bool = true, allowed: Int64? = 24 * hour, agent: Int64? = 7, kind: Int64? = 9
) -> ReportFacts.Wait {
    ReportFacts.Wait(
        ticket: ticket, since: monday + start, end: length.map { monday + start + $0 },
        deadline: allowed.map { monday + start + $0 }, isFirst: isFirst, marketplace: marketplace,
        how: length == nil ? nil : how, agent: length == nil ? nil : agent, kind: kind)
}

@Suite("Reports: counting") struct ReportBuilderTests {
    private func report(
        _ plan: ReportPlan = plan(), _ fill: (inout ReportBuilder) -> Void
    ) -> Report {
        var builder = ReportBuilder(plan, words: words)
        fill(&builder)
        return builder.report()
    }

    @Test(
        "answers at the deadline are in time, unanswered ones are late once it is over, and what nobody owed is left out"
    )
    func punctuality() {
        let report = report {
            $0.add(wait(1, from: 0, taking: 24 * hour))
            $0.add(wait(2, from: 0, taking: 24 * hour + 1))
            $0.add(wait(3, from: hour, taking: nil))
            $0.add(wait(4, from: 13 * day + 23 * hour, taking: nil))
            $0.add(wait(5, from: hour, taking: hour, how: 6))
            $0.add(wait(6, from: hour, taking: hour, how: 4))
            $0.add(wait(7, from: hour, taking: hour, how: 12))
            $0.add(wait(8, from: hour, taking: hour, how: 5))
            $0.add(wait(9, from: hour, taking: hour, allowed: nil))
            $0.add(wait(10, from: hour, taking: hour, at: 11))
            $0.add(wait(11, from: -hour, taking: 26 * hour))
        }
        #expect(report.total.inTime == AnswerCount(inTime: 1, late: 3))
        #expect(report.total.inTime.share == "25.0")
        #expect(report.marketplaces[0].inTime == report.total.inTime)
        #expect(report.marketplaces[1].inTime.share == nil)
    }

    @Test("where a marketplace counts first answers only, later ones make no difference")
    func firstOnly() {
        let report = report {
            $0.add(wait(1, from: 0, taking: hour, at: 2))
            $0.add(wait(1, from: 2 * day, taking: 3 * day, at: 2, isFirst: false))
        }
        #expect(report.marketplaces[1].inTime == AnswerCount(inTime: 1, late: 0))
        #expect(report.total.inTime == AnswerCount(inTime: 1, late: 1))
        #expect(report.marketplaces[1].goal == 90)
    }

    @Test("a wait belongs to the week of its start; weeks without any stand there too")
    func weeks() {
        let report = report(plan(days: 21)) {
            $0.add(wait(1, from: 7 * day - 1, taking: 2 * day))
            $0.add(wait(2, from: 14 * day, taking: hour))
        }
        #expect(report.total.weeks.map(\.start) == ["2026-11-02", "2026-11-09", "2026-11-16"])
        #expect(report.total.weeks.map(\.count.late) == [1, 0, 0])
        #expect(report.total.weeks.map(\.count.inTime) == [0, 0, 1])
    }

    @Test("mean is cut, median is the lower of two, and the 90th percentile is a nearest rank")
    func times() {
        let report = report {
            for (number, length) in [10, 20, 31, 100].enumerated() {
                $0.add(wait(Int64(number), from: Int64(number), taking: Int64(length)))
            }
        }
        #expect(report.total.answers == TimeSummary([31, 10, 100, 20]))
        #expect(report.total.answers.mean == 40)
        #expect(report.total.answers.median == 20)
        #expect(report.total.answers.ninetieth == 100)
        #expect(TimeSummary([Int32]()).median == nil)
        #expect(TimeSummary(Array<Int32>(1...10)).ninetieth == 9)
    }

    @Test("the first answer is measured from the first question, also where the first wait ended otherwise")
    func firstAnswers() {
        let report = report {
            $0.add(wait(1, from: -day, taking: day + hour))
            $0.add(wait(2, from: 0, taking: hour, how: 6))
            $0.add(wait(2, from: day, taking: hour, isFirst: false))
            $0.add(wait(3, from: 2 * day, taking: hour, isFirst: false))
        }
        #expect(report.total.firstAnswers == TimeSummary([Int32(25 * hour), Int32(25 * hour)]))
        #expect(report.total.answers.count == 3)
    }

    @Test("solved by the first answer: one answer, nothing more from the buyer, and the days are over")
    func firstContact() {
        func course(answered: Int64?, again: Bool = false, asked: Bool = false) -> ReportFacts.Course {
            ReportFacts.Course(
                marketplace: 1, buyer: 5, asked: monday, answered: answered.map { monday + $0 }, isAnsweredAgain: again,
                isAskedAgain: asked)
        }
        let report = report {
            $0.add(course(answered: hour))
            $0.add(course(answered: hour, again: true))
            $0.add(course(answered: hour, asked: true))
            $0.add(course(answered: 8 * day))
            $0.add(course(answered: nil))
        }
        #expect(report.total.firstContact == Report.FirstContact(solved: 1, total: 3))
        #expect(report.total.questions.tickets == 5)
        #expect(report.total.buyers == Report.Buyers(total: 1, returning: 1))
    }

    @Test("questions in a hundred orders are rounded up, and unknown without orders")
    func questions() {
        let report = report {
            for number in 0..<8 {
                $0.add(
                    ReportFacts.Course(
                        marketplace: 2, buyer: Int64(number), asked: monday, answered: nil, isAnsweredAgain: false,
                        isAskedAgain: false))
            }
        }
        #expect(report.marketplaces[1].questions.perHundred == 2.7)
        #expect(report.marketplaces[1].questions.norm == 2.5)
        #expect(report.total.questions.perHundred == nil)
    }

    @Test("open tickets by age, incidents by the days that are left")
    func open() {
        let now = Timestamp(seconds: monday + 14 * day)
        func ticket(_ number: Int64, age: Int64, deadline: Int64?) -> ReportFacts.Open {
            ReportFacts.Open(
                ticket: TicketID(number), marketplace: number == 9 ? "bol" : "conrad", order: nil,
                since: now - .seconds(age), deadline: deadline.map { now + .seconds($0) })
        }
        let report = report {
            $0.add(ticket(1, age: 4 * hour - 1, deadline: 1))
            $0.add(ticket(2, age: 4 * hour, deadline: -1))
            $0.add(ticket(3, age: 30 * day, deadline: nil))
            $0.add(incident: ticket(4, age: 2 * day + hour, deadline: nil))
            $0.add(incident: ticket(5, age: 14 * day + hour, deadline: nil))
            $0.add(incident: ticket(6, age: 40 * day, deadline: nil))
            $0.add(incident: ticket(9, age: 14 * day, deadline: nil))
        }
        #expect(report.ages.map(\.open) == [1, 1, 0, 0, 0, 1])
        #expect(report.ages.map(\.overdue) == [0, 1, 0, 0, 0, 0])
        #expect(report.total.open == 3)
        #expect(report.total.overdue == 1)
        #expect(report.incidents.map(\.ticket) == [5, 4, 9])
        #expect(report.incidents.map(\.daysLeft) == [0, 12, nil])
    }

    @Test(
        "an incident whose days are over has closed by itself: it is counted in the period in which it did, and no longer listed"
    )
    func closedThemselves() {
        let now = plan().now
        func incident(_ number: Int64, closed age: Int64) -> ReportFacts.Open {
            ReportFacts.Open(
                ticket: TicketID(number), marketplace: "conrad", order: nil, since: now - .seconds(15 * day + age),
                deadline: nil)
        }
        let length = (now - plan().since).components.seconds
        let report = report {
            $0.add(incident: incident(1, closed: -1))
            // The period ends just before now.
            $0.add(incident: incident(5, closed: 0))
            $0.add(incident: incident(2, closed: 1))
            $0.add(incident: incident(3, closed: length))
            $0.add(incident: incident(4, closed: length + 1))
            // A marketplace that closes none by itself.
            $0.add(
                incident: ReportFacts.Open(
                    ticket: TicketID(9), marketplace: "bol", order: nil, since: now - .seconds(900 * day), deadline: nil
                ))
        }
        #expect(report.incidents.map(\.ticket) == [1, 9])
        #expect(report.incidents.map(\.daysLeft) == [0, nil])
        #expect(report.incidentsClosedThemselves == 2)
        #expect(report.moreIncidents == 0)
    }

    @Test("of many incidents those are listed that close first, and the others are counted")
    func manyIncidents() {
        let now = plan().now
        let report = report {
            for number in 0..<1_000 {
                // In no order, each of its own age.
                let age = Int64(number * 7919 % 1_000) * 60
                $0.add(
                    incident: ReportFacts.Open(
                        ticket: TicketID(age / 60), marketplace: "conrad", order: nil, since: now - .seconds(age),
                        deadline: nil))
            }
        }
        #expect(report.incidents.map(\.ticket) == (950..<1_000).reversed().map { Int64($0) })
        #expect(report.moreIncidents == 950)
    }

    @Test("questions by weekday and hour, by reason and by who answered")
    func groups() {
        let report = report {
            $0.add(wait(1, from: 0, taking: 600))
            $0.add(wait(2, from: 6 * day + 23 * hour, taking: 3600, agent: 8, kind: 10))
            $0.add(wait(3, from: 6 * day + 23 * hour, taking: 25 * hour, agent: 8, kind: 10))
        }
        #expect(report.hours[0][0] == 1)
        #expect(report.hours[6][23] == 2)
        #expect(report.hours.joined().reduce(0, +) == 3)
        #expect(report.reasons.map(\.kind) == ["return", "buyer-message"])
        #expect(report.agents.map(\.agent) == ["portal", "anna@seller.example"])
        #expect(report.agents[0].inTime == AnswerCount(inTime: 1, late: 1))
        #expect(report.distribution.map(\.answers) == [1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0])
    }
}
