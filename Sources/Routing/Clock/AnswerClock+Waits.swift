public import Domain

extension AnswerClock {
    /// The waits of a ticket, oldest first, at most the last of them running.
    /// - Parameters:
    ///   - events: in any order; those behind `now` have not happened
    /// - Complexity: n log n of the events
    public func waits(_ events: [ClockEvent], until now: Timestamp) throws(ClockError) -> [Wait] {
        var history = WaitHistory(clock: self)
        for event in Self.ordered(events, until: now) { history.take(event) }
        var waits: [Wait] = []
        for open in history.waits { waits.append(try Wait(open, of: self)) }
        return waits
    }

    /// In the order in which they count, without answers that are known never to have arrived.
    private static func ordered(_ events: [ClockEvent], until now: Timestamp) -> [ClockEvent] {
        let happened = events.filter { $0.time.seconds <= now.seconds }
        let answers = Set(happened.filter { $0.rank == 0 }.compactMap(\.answer))
        let lost = Set(happened.filter { $0.kind == .undelivered }.compactMap(\.answer)).intersection(answers)
        return happened.filter { event in event.answer.map { !lost.contains($0) } ?? true }.enumerated()
            .sorted {
                ($0.element.time.seconds, $0.element.rank, $0.offset)
                    < ($1.element.time.seconds, $1.element.rank, $1.offset)
            }.map(\.element)
    }
}

/// What events make of waits. A value without I/O.
private struct WaitHistory {
    let clock: AnswerClock
    private(set) var waits: [OpenWait] = []

    init(clock: AnswerClock) { self.clock = clock }

    mutating func take(_ event: ClockEvent) {
        let time = Timestamp(seconds: event.time.seconds)
        switch event.kind {
        case .buyer: if !isRunning { waits.append(OpenWait(start: time)) }
        case .answer, .portalAnswer: end(at: time, .answer)
        case .auto: if rules.autoReplyCounts { end(at: time, .answer) }
        case .canned: if rules.cannedCounts { end(at: time, .answer) }
        case .noReply: if rules.noReply != .none { end(at: time, .noReply) }
        case .close: end(at: time, .close)
        case .reopen:
            if !isRunning, let last = waits.last, last.how == .close || last.how == .noReply { takeBackEnd() }
        case .undelivered: takeBackAnswer()
        case .apiSince(nil): end(at: time, .marketplace)
        case .apiSince(let since?):
            let since = Timestamp(seconds: since.seconds)
            if isRunning { waits[waits.count - 1].start = since } else { waits.append(OpenWait(start: since)) }
        case .explicit(let deadline):
            if isRunning { waits[waits.count - 1].explicit = Timestamp(seconds: deadline.seconds) }
        }
    }

    private var isRunning: Bool { waits.last.map { $0.end == nil } ?? false }

    /// Of the wait that runs.
    private var rules: RuleSet { clock.rules(inForceAt: waits.last?.start ?? Timestamp(seconds: 0)) }

    private mutating func end(at time: Timestamp, _ how: Wait.End) {
        guard isRunning else { return }
        waits[waits.count - 1].end = time
        waits[waits.count - 1].how = how
    }

    private mutating func takeBackEnd() {
        guard !waits.isEmpty else { return }
        waits[waits.count - 1].end = nil
        waits[waits.count - 1].how = nil
    }

    /// The wait that the answer ended runs again, together with the one that runs now.
    private mutating func takeBackAnswer() {
        let ended = isRunning ? waits.count - 2 : waits.count - 1
        guard ended >= 0, waits[ended].how == .answer else { return }
        if ended < waits.count - 1 {
            let later = waits.removeLast()
            waits[ended].explicit = later.explicit ?? waits[ended].explicit
        }
        takeBackEnd()
    }
}
