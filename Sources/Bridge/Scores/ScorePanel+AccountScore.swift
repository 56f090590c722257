import Routing
import StatusPage

extension ScorePanel {
    init(_ account: AccountScore, _ texts: ScoreTexts) {
        let score = account.score
        let goal = score.rule.goal
        let level: Level =
            switch account.level {
            case .good: .good
            case .near: .near
            case .bad: .bad
            }
        var share = Line(
            label: AgentTexts.fill(texts.inTime, ["days": "\(goal.windowDays)"]), value: texts.share(score.rolling),
            level: level)
        share.share = Self.part(score.rolling)
        if account.hasGoal {
            share.target = AgentTexts.fill(texts.goal, ["percent": "\(goal.percent)"])
            share.targetShare = Double(goal.percent) / 100
        }
        share.note = texts.outlook(account)
        var lines = [share]
        if score.week.total > 0 {
            let value = AgentTexts.fill(
                texts.of, ["part": "\(score.week.inTime)", "whole": "\(score.week.total)"])
            lines.append(Line(label: texts.thisWeek, value: value, level: score.week.late == 0 ? .good : .near))
        }
        if score.firstResponse.count > 0 {
            let time = TeamMailComposer.hours(.seconds(score.firstResponse.median))
            lines.append(Line(label: texts.firstAnswer, value: time, level: .good))
        }
        self.init(marketplace: account.shownName, lines: lines)
        course = Self.course(account.weeks)
        courseLabel = texts.byWeek
    }

    private static func part(_ count: AnswerCount) -> Double? {
        count.total > 0 ? Double(count.inTime) / Double(count.total) : nil
    }

    /// From the first week in which something was counted; a week without anything stays where the one before it was.
    private static func course(_ weeks: [AnswerCount]) -> [Double] {
        weeks.drop { $0.total == 0 }.reduce(into: []) { course, week in
            if let value = part(week) ?? course.last { course.append(value) }
        }
    }
}
