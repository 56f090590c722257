import Domain
import Routing

/// What is counted for one marketplace, or for all.
struct SectionCount {
    let marketplace: ReportPlan.Marketplace?
    private var offset: SteadyOffset
    private let goalCountsEvery: Bool
    var times: [Int32] = []
    var firstTimes: [Int32] = []
    var inTime = AnswerCount()
    /// By the number of the week: Mondays since the epoch.
    var weeks: [Int64: AnswerCount] = [:]
    var firstContact = Report.FirstContact(solved: 0, total: 0)
    var questions = 0
    /// One for each question. Sorted in the end, which takes less time than a table of a million buyers.
    private var buyers: [Int64] = []
    private var countedBuyers = Report.Buyers(total: 0, returning: 0)
    var open = 0
    var overdue = 0

    init(_ marketplace: ReportPlan.Marketplace?, zone: TimeZoneRules) {
        self.marketplace = marketplace
        offset = SteadyOffset(marketplace?.zone ?? zone)
        goalCountsEvery = marketplace?.goal?.unit != .first
    }

    /// - Parameter isInTime: nil for a wait that counts as neither
    mutating func add(_ wait: ReportFacts.Wait, isInTime: Bool?) {
        guard let isInTime, goalCountsEvery || wait.isFirst else { return }
        inTime.add(isInTime)
        weeks[Self.week(of: wait.since, offset.seconds(at: wait.since)), default: AnswerCount()].add(isInTime)
    }

    /// - Parameter settled: what was answered until then will not be asked again
    mutating func add(_ course: ReportFacts.Course, in period: Range<Int64>, settled: Int64) {
        if period.contains(course.asked) {
            questions += 1
            if let buyer = course.buyer { buyers.append(buyer) }
        }
        guard let answered = course.answered, period.contains(answered), answered <= settled else { return }
        firstContact.total += 1
        if !course.isAnsweredAgain, !course.isAskedAgain { firstContact.solved += 1 }
    }

    /// Before it is shown: a sum of what is in order is soon in order too.
    mutating func sort() {
        times.sort()
        firstTimes.sort()
        buyers.sort()
        var last: (buyer: Int64, questions: Int)?
        for buyer in buyers {
            if let known = last, known.buyer == buyer {
                if known.questions == 1 { countedBuyers.returning += 1 }
                last = (buyer, known.questions + 1)
            } else {
                countedBuyers.total += 1
                last = (buyer, 1)
            }
        }
    }

    /// Becomes the sum of the marketplaces' sections, but for shares in time and weeks. A buyer belongs to one marketplace.
    mutating func take(_ parts: [SectionCount]) {
        times = parts.flatMap(\.times)
        firstTimes = parts.flatMap(\.firstTimes)
        times.sort()
        firstTimes.sort()
        for part in parts {
            firstContact.solved += part.firstContact.solved
            firstContact.total += part.firstContact.total
            questions += part.questions
            countedBuyers.total += part.countedBuyers.total
            countedBuyers.returning += part.countedBuyers.returning
            open += part.open
            overdue += part.overdue
        }
    }

    func section(_ plan: ReportPlan) -> Report.Section {
        Report.Section(
            marketplace: marketplace?.name.text, goal: marketplace?.goal?.percent, inTime: inTime,
            answers: TimeSummary(times), firstAnswers: TimeSummary(firstTimes), weeks: shownWeeks(plan),
            firstContact: firstContact,
            questions: Report.Questions(tickets: questions, orders: marketplace?.orders, norm: marketplace?.norm),
            buyers: countedBuyers, open: open, overdue: overdue)
    }

    private func shownWeeks(_ plan: ReportPlan) -> [Report.Week] {
        guard plan.since < plan.until else { return [] }
        func week(of instant: Int64) -> Int64 {
            Self.week(of: instant, offset.zone.offset(at: instant).seconds)
        }
        let first = week(of: plan.since.seconds)
        let last = week(of: plan.until.seconds - 1)
        // A period of centuries has no use for its empty weeks.
        let numbers = last - first < 530 ? Array(first...last) : weeks.keys.sorted()
        return numbers.map {
            Report.Week(start: CivilDate(daysSinceEpoch: $0 * 7 - 3).description, count: weeks[$0] ?? AnswerCount())
        }
    }

    /// 1970-01-01 was a Thursday: week 0 began three days earlier.
    private static func week(of instant: Int64, _ offset: Int64) -> Int64 {
        floorQuotient(floorQuotient(instant + offset, 86_400) + 3, 7)
    }
}

func floorQuotient(_ number: Int64, _ divisor: Int64) -> Int64 {
    number / divisor - (number % divisor < 0 ? 1 : 0)
}
