import Domain

extension StatusPage {
    func part(_ overview: Overview) -> HTML {
        HTML([
            tiles(overview.figures),
            overview.alarms.isEmpty ? .nothing : alarms(overview.alarms),
            tickets(overview),
            HTML(
                "div", [("class", "pair")],
                card(texts.accounts, HTML("ul", [("class", "accounts")], overview.accounts.map(account))),
                card(texts.byTimeLeft, dueBars(overview.due)),
                overview.open.isEmpty ? .nothing : card(texts.byMarketplace, openBars(overview.open))),
            overview.scores.isEmpty
                ? .nothing
                : HTML([
                    HTML("h2", [], "\(texts.scores)"), HTML("div", [("class", "pair")], overview.scores.map(panel)),
                ]),
        ])
    }

    private func tiles(_ figures: Overview.Figures) -> HTML {
        let all: [(String, Int, Int?)] = [
            (texts.openTickets, figures.open, nil), (texts.overdue, figures.overdue, figures.overdue > 0 ? 0 : nil),
            (texts.held, figures.held, figures.held > 0 ? 1 : nil), (texts.waiting, figures.waiting, nil),
            (texts.quarantine, figures.quarantined, figures.quarantined > 0 ? 1 : nil),
        ]
        return HTML(
            "dl", [("class", "tiles")],
            all.map { name, count, level in
                var attributes: [HTML.Attribute] = [("class", "tile")]
                if let level { attributes.append(("data-level", "\(level)")) }
                return HTML("div", attributes, HTML("dt", [], "\(name)"), HTML("dd", [], "\(Overview.shown(count))"))
            })
    }

    private func tickets(_ overview: Overview) -> HTML {
        guard !overview.tickets.isEmpty else {
            return card(texts.openTickets, HTML("p", [("class", "empty")], "\(texts.noTickets)"))
        }
        let columns = [
            texts.left, texts.state, texts.order, texts.marketplace, texts.owner, texts.deadline, texts.ticket,
        ]
        var links: [HTML] = []
        if !overview.isFirstPage { links.append(HTML("a", [("href", ".")], "\(texts.first)")) }
        if let next = overview.next { links.append(HTML("a", [("href", "?after=\(next)")], "\(texts.more)")) }
        return card(
            texts.openTickets, table(texts.openTickets, columns, overview.tickets.map(line), name: "tickets"),
            links.isEmpty ? .nothing : HTML("p", [], links.flatMap { [$0, " "] }))
    }

    private func alarms(_ alarms: [OpenAlarm]) -> HTML {
        let columns = [texts.event, texts.order, texts.marketplace, texts.age, texts.told, texts.ticket]
        let lines = alarms.map { alarm in
            Line(
                attributes: [("data-level", "0")],
                cells: [
                    Line.Cell(HTML("span", [("class", "pill")], "\(alarm.kind)")), Line.Cell(order(alarm.ticket)),
                    Line.Cell(foreign: alarm.ticket.marketplace),
                    Line.Cell(time(alarm.raisedAt, shown: TimeText(texts).text(now - alarm.raisedAt))),
                    Line.Cell("\(alarm.repeats)"), Line.Cell("\(alarm.ticket.id)"),
                ])
        }
        return card(
            texts.alarms, table(texts.alarms, columns, lines, name: "alarms"),
            HTML("p", [("class", "soft small")], "\(texts.alarmTake)"))
    }

    private func order(_ ticket: OpenTicket) -> HTML {
        let order = HTML("bdi", [("class", "strong")], "\(ticket.order ?? "–")")
        guard let portal = ticket.portal, portal.hasPrefix("https://") || portal.hasPrefix("http://") else {
            return order
        }
        return HTML("a", [("href", portal), ("rel", "noreferrer noopener")], order)
    }

    private func line(_ ticket: OpenTicket) -> Line {
        var attributes: [HTML.Attribute] = []
        var left = HTML.nothing
        var state = HTML("span", [("class", "pill")], "\(texts.noDeadline)")
        if let deadline = ticket.deadline {
            let level = min(DueSpan(deadline - now).rawValue, 2)
            attributes = [("data-due", "\(deadline.milliseconds)"), ("data-level", "\(level)")]
            left = time(deadline, shown: TimeText(texts).text(deadline - now))
            state = HTML("span", [("class", "pill")], "\([texts.overdue, texts.soon, texts.inTime][level])")
        }
        var owner = Line.Cell(foreign: ticket.owner)
        if ticket.owner == nil { owner = Line.Cell(HTML("span", [("class", "soft")], "\(texts.nobody)")) }
        return Line(
            attributes: attributes,
            cells: [
                Line.Cell(left), Line.Cell(state), Line.Cell(order(ticket)), Line.Cell(foreign: ticket.marketplace),
                owner,
                Line.Cell(HTML("span", [("class", "nowrap small")], "\(ticket.shownDeadline ?? "–")")),
                Line.Cell("\(ticket.id)"),
            ])
    }

    private func account(_ account: AccountStanding) -> HTML {
        let (word, level): (String, Int?) =
            switch account.health {
            case .well: (texts.well, 2)
            case .starting: (texts.starting, 1)
            case .late: (texts.silent, 0)
            case .unwatched: (texts.unwatched, nil)
            }
        let success =
            account.lastSuccess.map { PageTexts.fill(texts.lastSuccess, "time", age(since: $0)) } ?? texts.never
        let kind = account.kind == .mailbox ? texts.mailbox : texts.marketplace
        return HTML(
            "li", [],
            HTML(
                "span", [], HTML("bdi", [("class", "strong")], "\(account.name)"),
                HTML("span", [("class", "soft small")], " \(kind)")),
            HTML("span", [], account.isShadow ? pill(texts.shadow, 1) : .nothing, " ", pill(word, level)),
            account.health == .unwatched ? .nothing : HTML("p", [("class", "soft small")], "\(success)"),
            account.reason.map { HTML("p", [("class", "small")], HTML("bdi", [], "\($0)")) } ?? .nothing)
    }

    private func panel(_ score: ScorePanel) -> HTML {
        let lines = score.lines.map { line -> HTML in
            let level: Int =
                switch line.level {
                case .bad: 0
                case .near: 1
                case .good: 2
                }
            return HTML([
                HTML(
                    "p", [], HTML("bdi", [("class", "strong")], "\(line.label)"), " ",
                    pill(line.value, level),
                    HTML("span", [("class", "soft small")], " \(line.target ?? "")")),
                line.share.map { Plot.meter($0, target: line.targetShare, level: level) } ?? .nothing,
                line.note.map { HTML("p", [("class", "small")], "\($0)") } ?? .nothing,
            ])
        }
        let course = score.course.count > 1 ? Plot.course(score.course, label: score.courseLabel ?? "") : .nothing
        return card(score.marketplace, HTML(lines), course)
    }

    private func dueBars(_ due: [DueSpan: Int]) -> HTML {
        let names = [texts.overdue, texts.upTo4Hours, texts.upTo24Hours, texts.upTo3Days, texts.later]
        return Plot.bars(
            zip(DueSpan.allCases, names).map { span, name in
                Plot.Bar(name: name, count: due[span] ?? 0, level: span == .overdue ? 0 : span == .hours4 ? 1 : nil)
            }, label: texts.byTimeLeft)
    }

    private func openBars(_ open: [(name: String, count: Int)]) -> HTML {
        Plot.bars(open.map { Plot.Bar(name: $0.name, count: $0.count, level: nil) }, label: texts.byMarketplace)
    }
}
