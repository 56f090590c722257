import Domain

extension StatusPage {
    func part(_ posts: [QueuedPost]) -> HTML {
        guard !posts.isEmpty else { return card(nil, HTML("p", [("class", "empty")], "\(texts.noPosts)")) }
        let columns = [
            texts.entry, texts.state, texts.order, texts.marketplace, texts.age, texts.attempts, texts.reason,
            texts.actions,
        ]
        return card(nil, table(texts.queue, columns, posts.map(line)))
    }

    private func line(_ post: QueuedPost) -> Line {
        let (word, level): (String, Int?) =
            switch post.state {
            case .held: (texts.stateHeld, 1)
            case .queued: (texts.stateQueued, nil)
            case .sending: (texts.stateSending, nil)
            case .confirmed: (texts.stateConfirmed, 2)
            case .uncertain: (texts.stateUncertain, 1)
            case .failed: (texts.stateFailed, 0)
            case .dropped: (texts.stateDropped, nil)
            }
        var reason = Line.Cell(foreign: post.reason, isWide: true)
        reason.isEmpty = post.reason == nil
        return Line(cells: [
            Line.Cell(
                HTML(
                    "span", [("class", "nowrap")], "\(post.entry) ",
                    HTML("span", [("class", "soft small")], "\(post.isAction ? texts.action : texts.answer)"))),
            Line.Cell(pill(word, level)), Line.Cell(foreign: post.order ?? "\(texts.ticket) \(post.ticket)"),
            Line.Cell(foreign: post.marketplace), Line.Cell(time(post.createdAt, shown: age(since: post.createdAt))),
            Line.Cell("\(post.attempts)"), reason, Line.Cell(buttons(post)),
        ])
    }

    /// As the commands of the same names allow it.
    private func buttons(_ post: QueuedPost) -> HTML? {
        func button(_ action: String, _ text: String) -> HTML {
            form(
                "queue", [("action", action), ("entry", "\(post.entry)")], button: text,
                label: "\(text): \(texts.entry) \(post.entry)")
        }
        switch post.state {
        case .queued: return HTML([button("retry", texts.retry), button("hold", texts.hold)])
        case .failed: return button("retry", texts.retry)
        case .held: return button("release", texts.release)
        case .sending, .confirmed, .uncertain, .dropped: return nil
        }
    }
}
