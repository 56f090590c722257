import Domain
import Routing

/// What is counted for one marketplace, or for all.
struct SectionCount {
    let marketplace: ReportPlan.Marketplace?
    private let zone: TimeZoneRules
    private let goalCountsEvery: Bool
    var times: [Int32] = []
    var firstTimes: [Int32] = []
    var inTime = AnswerCount()
    /// By the number of the week: Mondays since the epoch.
    var weeks: [Int64: AnswerCount] = [:]
    var firstContact = Report.FirstContact(solved: 0, total: 0)
    var questions = 0
    var buyers: [Int64: Int] = [:]
    var open = 0
    var overdue = 0

    init(_ marketplace: ReportPlan.Marketplace?, zone: TimeZoneRules) {
        self.marketplace = marketplace
        self.zone = marketplace?.zone ?? zone
        goalCountsEvery = marketplace?.goal?.unit != .first
    }

    /// - Parameter isInTime: nil for a wait that counts as neither
    mutating func add(_ wait: ReportFacts.Wait, isInTime: Bool?) {
        guard let isInTime, goalCountsEvery || wait.isFirst else { return }
        inTime.add(isInTime)
        weeks[Self.week(of: wait.since, in: zone), default: AnswerCount()].add(isInTime)
    }

    mutating func add(_ course: ReportFacts.Course, plan: ReportPlan) {
        let period = plan.since.seconds..<max(plan.since.seconds, plan.until.seconds)
        if period.contains(course.asked) {
            questions += 1
            if let buyer = course.buyer { buyers[buyer, default: 0] += 1 }
        }
        guard let answered = course.answered, period.contains(answered),
            answered + plan.contentFor.components.seconds <= plan.now.seconds
        else { return }
        firstContact.total += 1
        if !course.isAnsweredAgain, !course.isAskedAgain { firstContact.solved += 1 }
    }

    func section(_ plan: ReportPlan) -> Report.Section {
        Report.Section(
            marketplace: marketplace?.name.text, goal: marketplace?.goal?.percent, inTime: inTime,
            answers: TimeSummary(times), firstAnswers: TimeSummary(firstTimes), weeks: shownWeeks(plan),
            firstContact: firstContact,
            questions: Report.Questions(tickets: questions, orders: marketplace?.orders, norm: marketplace?.norm),
            buyers: Report.Buyers(total: buyers.count, returning: buyers.values.count { $0 > 1 }), open: open,
            overdue: overdue)
    }

    private func shownWeeks(_ plan: ReportPlan) -> [Report.Week] {
        guard plan.since < plan.until else { return [] }
        let first = Self.week(of: plan.since.seconds, in: zone)
        let last = Self.week(of: plan.until.seconds - 1, in: zone)
        // A period of centuries has no use for its empty weeks.
        let numbers = last - first < 530 ? Array(first...last) : weeks.keys.sorted()
        return numbers.map {
            Report.Week(start: CivilDate(daysSinceEpoch: $0 * 7 - 3).description, count: weeks[$0] ?? AnswerCount())
        }
    }

    /// 1970-01-01 was a Thursday: week 0 began three days earlier.
    static func week(of instant: Int64, in zone: TimeZoneRules) -> Int64 {
        floorQuotient(localDay(of: instant, in: zone) + 3, 7)
    }

    static func localDay(of instant: Int64, in zone: TimeZoneRules) -> Int64 {
        floorQuotient(instant + zone.offset(at: instant).seconds, 86_400)
    }
}

func floorQuotient(_ number: Int64, _ divisor: Int64) -> Int64 {
    number / divisor - (number % divisor < 0 ? 1 : 0)
}
