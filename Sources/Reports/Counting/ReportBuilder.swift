import Domain
import Routing

/// Counts facts, in any order but for waits, whose oldest come first. A value without I/O.
///
/// Waits may lie before the period: their answers count by the time of the answer, their punctuality by their own start.
public struct ReportBuilder: Sendable {
    public let plan: ReportPlan
    /// Names by the numbers that the facts have.
    private let words: [Int64: String]
    private let sectionOfWord: WordTable<Int>
    private let how: WordTable<How>
    // In seconds, as the facts.
    private let period: Range<Int64>
    private let now: Int64
    /// What was answered until then will not be asked again.
    private let settled: Int64
    private var offset: SteadyOffset
    /// Counts by itself only what marketplaces count each in its own way: shares in time, and weeks.
    private var total: SectionCount
    private var sections: [SectionCount]
    private var agents = WordTable<Agent>()
    private var reasons = WordTable<Int>()
    private var hours = [Int](repeating: 0, count: 168)
    /// First questions of tickets whose first answer is still to come.
    private var unanswered: [Int64: Int64] = [:]
    private var ages: [Report.Age] = ageLimits.map { Report.Age(below: $0, open: 0, overdue: 0) }
    private var incidents: IncidentCount
    private var products: [Report.Product] = []
    private var feedback = 0

    private struct Agent {
        var times: [Int32] = []
        var inTime = AnswerCount()

        mutating func add(_ time: Int32, isInTime: Bool?) {
            times.append(time)
            if let isInTime { inTime.add(isInTime) }
        }
    }

    private enum How { case answer, pending, leftOut }
    private static let ageLimits: [Int?] = [4, 8, 24, 48, 168, nil]

    public init(_ plan: ReportPlan, words: [Int64: String]) {
        self.plan = plan
        self.words = words
        period = plan.since.seconds..<max(plan.since.seconds, plan.until.seconds)
        now = plan.now.seconds
        settled = (plan.now - plan.contentFor).seconds
        offset = SteadyOffset(plan.zone)
        incidents = IncidentCount(plan)
        total = SectionCount(nil, zone: plan.zone)
        sections = plan.marketplaces.map { SectionCount($0, zone: plan.zone) }
        var sectionOfWord = WordTable<Int>()
        var how = WordTable<How>()
        for (number, word) in words {
            if let section = plan.marketplaces.firstIndex(where: { $0.name.text == word }) {
                sectionOfWord[number, default: section] = section
            }
            let end = word == "answer" ? How.answer : word == "no_reply_local" ? .pending : .leftOut
            how[number, default: end] = end
        }
        self.sectionOfWord = sectionOfWord
        self.how = how
    }

    public mutating func add(_ wait: ReportFacts.Wait) {
        guard let number = sectionOfWord[wait.marketplace] else { return }
        let how = wait.end == nil ? How.pending : wait.how.flatMap { self.how[$0] } ?? .leftOut
        let isInTime = isInTime(wait, how)
        if period.contains(wait.since) {
            total.add(wait, isInTime: isInTime)
            sections[number].add(wait, isInTime: isInTime)
            countQuestion(wait)
        }
        guard how == .answer, let end = wait.end else {
            if wait.isFirst { unanswered[wait.ticket] = wait.since }
            return
        }
        let first = wait.isFirst ? wait.since : unanswered.removeValue(forKey: wait.ticket)
        guard period.contains(end) else { return }
        let time = Int32(clamping: max(0, end - wait.since))
        sections[number].times.append(time)
        if let first {
            sections[number].firstTimes.append(Int32(clamping: max(0, end - first)))
        }
        if let agent = wait.agent { agents[agent, default: Agent()].add(time, isInTime: isInTime) }
    }

    public mutating func add(_ course: ReportFacts.Course) {
        guard let number = sectionOfWord[course.marketplace] else { return }
        sections[number].add(course, in: period, settled: settled)
    }

    public mutating func add(_ open: ReportFacts.Open) {
        guard let number = section(of: open.marketplace) else { return }
        let isOverdue = open.deadline.map { $0 < plan.now } ?? false
        let hours = (plan.now - open.since).components.seconds / 3600
        guard let step = ages.firstIndex(where: { $0.below.map { hours < $0 } ?? true }) else { return }
        sections[number].open += 1
        ages[step].open += 1
        guard isOverdue else { return }
        sections[number].overdue += 1
        ages[step].overdue += 1
    }

    /// A ticket about an incident or a claim that is not settled; ``ReportFacts/Open/since`` is when it began.
    public mutating func add(incident open: ReportFacts.Open) {
        guard let number = section(of: open.marketplace) else { return }
        incidents.add(open, closingAfter: plan.marketplaces[number].incidentDays)
    }

    /// The busiest first.
    public mutating func add(_ products: [ReportFacts.Product]) {
        self.products += products.prefix(plan.longestList).map {
            Report.Product(title: $0.title, sku: $0.sku, tickets: $0.tickets)
        }
    }

    public mutating func add(feedback count: Int) { feedback += count }

    public func report() -> Report {
        func iso(_ time: Timestamp) -> String { LocalTime(time, in: plan.zone).isoText }
        var sections = sections
        for number in sections.indices { sections[number].sort() }
        var total = total
        total.take(sections)
        return Report(
            period: Report.Period(
                since: iso(plan.since), until: iso(plan.until), last: iso(plan.until - .seconds(1)),
                zone: plan.zone.name, writtenAt: iso(plan.now)),
            total: total.section(plan), marketplaces: sections.map { $0.section(plan) },
            distribution: TimeStep.steps(of: total.times),
            hours: (0..<7).map { Array(hours[$0 * 24..<$0 * 24 + 24]) },
            agents: agents.all.map {
                Report.Agent(
                    agent: words[$0.word] ?? "", answers: TimeSummary($0.value.times), inTime: $0.value.inTime)
            }.sorted { ($1.answers.count, $0.agent) < ($0.answers.count, $1.agent) },
            reasons: reasons.all.map { Report.Reason(kind: words[$0.word] ?? "", questions: $0.value) }
                .sorted { ($1.questions, $0.kind) < ($0.questions, $1.kind) },
            ages: ages,
            incidents: incidents.listed, moreIncidents: incidents.unlisted,
            incidentsClosedThemselves: incidents.closedThemselves,
            feedback: feedback, products: products)
    }

    private func section(of marketplace: MarketplaceName) -> Int? {
        plan.marketplaces.firstIndex { $0.name == marketplace }
    }

    /// An answer exactly at the deadline is in time. What is unanswered is late once its deadline is over, and neither
    /// before. What a marketplace does not count is left out.
    private func isInTime(_ wait: ReportFacts.Wait, _ how: How) -> Bool? {
        guard how != .leftOut, let deadline = wait.deadline else { return nil }
        if how == .answer, let end = wait.end { return end <= deadline }
        return deadline < now ? false : nil
    }

    private mutating func countQuestion(_ wait: ReportFacts.Wait) {
        let local = wait.since + offset.seconds(at: wait.since)
        let day = floorQuotient(local, 86_400)
        let weekday = Int(((day + 3) % 7 + 7) % 7)
        hours[weekday * 24 + Int((local - day * 86_400) / 3600)] += 1
        if let kind = wait.kind { reasons[kind, default: 0] += 1 }
    }
}
