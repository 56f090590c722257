import Routing

extension Report {
    /// One number a line (RFC 4180), in the same words in every language: part of the report, marketplace, what it is about,
    /// measure, value. Durations are whole seconds. What a spreadsheet would take for a formula has an apostrophe before it.
    public var csv: String {
        var rows = [["section", "marketplace", "name", "measure", "value"]]
        for section in marketplaces + [total] { rows += section.csvRows }
        for step in distribution {
            rows.append([
                "distribution", "", step.below.map { "below_\($0)" } ?? "longer", "answers", "\(step.answers)",
            ])
        }
        for (day, counts) in hours.enumerated() {
            for (hour, count) in counts.enumerated() {
                rows.append(["hours", "", "\(day + 1)T\(hour < 10 ? "0" : "")\(hour)", "questions", "\(count)"])
            }
        }
        for agent in agents {
            rows += agent.answers.csvRows("agent", "", agent.agent)
            rows += agent.inTime.csvRows("agent", "", agent.agent)
        }
        for reason in reasons { rows.append(["reason", "", reason.kind, "questions", "\(reason.questions)"]) }
        for age in ages {
            let name = age.below.map { "below_\($0)h" } ?? "longer"
            rows.append(["age", "", name, "open", "\(age.open)"])
            rows.append(["age", "", name, "overdue", "\(age.overdue)"])
        }
        for incident in incidents {
            let left = incident.daysLeft.map(String.init) ?? ""
            rows.append(["incident", incident.marketplace, incident.order ?? "\(incident.ticket)", "days_left", left])
        }
        rows.append(["incidents", "", "", "more", "\(moreIncidents)"])
        rows.append(["incidents", "", "", "closed_themselves", "\(incidentsClosedThemselves)"])
        rows.append(["feedback", "", "", "notices", "\(feedback)"])
        for product in products {
            rows.append(["product", "", product.sku ?? product.title, "tickets", "\(product.tickets)"])
        }
        return rows.map { $0.map(csvCell).joined(separator: ",") + "\r\n" }.joined()
    }
}

extension Report.Section {
    fileprivate var csvRows: [[String]] {
        let name = marketplace ?? ""
        let part = marketplace == nil ? "total" : "marketplace"
        var rows = inTime.csvRows(part, name, "") + answers.csvRows(part, name, "")
        func row(_ measure: String, _ value: String?) { rows.append([part, name, "", measure, value ?? ""]) }
        row("goal_percent", goal.map(String.init))
        row("first_answers", "\(firstAnswers.count)")
        row("first_answer_mean_s", firstAnswers.mean.map(String.init))
        row("first_answer_median_s", firstAnswers.median.map(String.init))
        row("first_answer_p90_s", firstAnswers.ninetieth.map(String.init))
        row("first_contact_solved", "\(firstContact.solved)")
        row("first_contact_total", "\(firstContact.total)")
        row("questions", "\(questions.tickets)")
        row("orders", questions.orders.map(String.init))
        row("questions_per_100_orders", questions.perHundred.map { "\($0)" })
        row("norm_per_100_orders", questions.norm.map { "\($0)" })
        row("buyers", "\(buyers.total)")
        row("returning_buyers", "\(buyers.returning)")
        row("open", "\(open)")
        row("overdue", "\(overdue)")
        for week in weeks { rows += week.count.csvRows(part == "total" ? "total_week" : "week", name, week.start) }
        return rows
    }
}

extension AnswerCount {
    fileprivate func csvRows(_ section: String, _ marketplace: String, _ name: String) -> [[String]] {
        [("in_time", "\(inTime)"), ("late", "\(late)"), ("share_percent", share ?? "")]
            .map { [section, marketplace, name, $0.0, $0.1] }
    }
}

extension TimeSummary {
    fileprivate func csvRows(_ section: String, _ marketplace: String, _ name: String) -> [[String]] {
        let values: [(String, Int64?)] = [
            ("answers", Int64(count)), ("mean_s", mean), ("median_s", median), ("p90_s", ninetieth),
        ]
        return values.map { [section, marketplace, name, $0.0, $0.1.map(String.init) ?? ""] }
    }
}

/// A cell as RFC 4180 has it, which no spreadsheet takes for a formula.
func csvCell(_ text: String) -> String {
    var text = text
    if let first = text.unicodeScalars.first,
        ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"].contains(first)
    {
        text = "'" + text
    }
    guard text.unicodeScalars.contains(where: { [",", "\"", "\r", "\n", ";", "\t"].contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
}
