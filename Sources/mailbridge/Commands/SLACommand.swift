import ArgumentParser
import Bridge
import Configuration
import Domain
import Marketplaces
import Routing
import Store

struct SLACommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sla", abstract: "How each marketplace judges the answers, by its own arithmetic.",
        discussion: """
            A line for each marketplace: the share of answers in time, what the marketplace demands, answers in time and \
            late ones, and how many more late answers bring its warning or how many in time reach the goal again. The \
            period is that of the marketplace's goal, 30 days where it has none. Exit 1 if a goal is missed.
            """)

    @OptionGroup var store: StoreOption

    func run() async throws {
        try await reportingErrors {
            let configuration = try store.config.check().offline
            let store = try SQLiteStore(path: configuration.store.path, creating: false)
            let now = systemTime()
            var isMissed = false
            for marketplace in configuration.marketplaces {
                guard let clock = configuration.clock(of: marketplace.name) else { continue }
                let account = try await AccountScore.read(
                    marketplace.name, shownName: marketplace.name.text, clock, from: store, at: now)
                isMissed = isMissed || account.hasGoal && account.score.isMet == false
                if self.store.json { try sayJSON(Shown(account)) } else { sayRow(Shown(account).columns) }
            }
            if isMissed { throw ExitStatus.finding }
        }
    }

    /// One account as it is printed. The names are a promise.
    private struct Shown: Encodable {
        var marketplace: String
        /// Per cent, rounded down to a tenth.
        var share: String?
        var goal: Int?
        var days: Int
        var inTime: Int
        var late: Int
        var lateThisWeek: Int
        var lateUntilWarning: Int?
        var inTimeUntilGoal: Int?
        /// Seconds.
        var firstAnswerMedian: Int64?
        var level: AccountScore.Level

        enum CodingKeys: String, CodingKey {
            case marketplace, share, goal, days, late, level
            case inTime = "in_time"
            case lateThisWeek = "late_this_week"
            case lateUntilWarning = "late_until_warning"
            case inTimeUntilGoal = "in_time_until_goal"
            case firstAnswerMedian = "first_answer_median"
        }

        init(_ account: AccountScore) {
            let score = account.score
            marketplace = account.marketplace.text
            share = score.rolling.share
            goal = account.hasGoal ? score.rule.goal.percent : nil
            days = score.rule.goal.windowDays
            inTime = score.rolling.inTime
            late = score.rolling.late
            lateThisWeek = score.week.late
            lateUntilWarning = account.allowance
            inTimeUntilGoal = account.hasGoal ? score.recovery : nil
            firstAnswerMedian = score.firstResponse.count > 0 ? score.firstResponse.median : nil
            level = account.level
        }

        var columns: [String] {
            [
                marketplace, share.map { "\($0) %" } ?? "–", goal.map { "goal \($0) %" } ?? "no goal", "\(days) d",
                "\(inTime) in time", "\(late) late",
                lateUntilWarning.map { "\($0) more late until the warning" } ?? "no warning known",
                inTimeUntilGoal.map { "\($0) in time until the goal" } ?? "–", level.rawValue,
            ]
        }
    }
}
