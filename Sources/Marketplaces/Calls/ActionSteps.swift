import Transport

/// One of the writes that an action takes, where the marketplace wants several.
struct ActionStep: Sendable {
    /// For the agent: `unit 314567896580917, 12.99 EUR`.
    var name: String
    var call: APICall
}

extension APIDoor {
    /// Sends the steps one after the other, each once, and stops at the first that was not taken. What was done before it
    /// is named in the result, which then never says that all may be tried again.
    ///
    /// - Parameter proves: whether an answer with a good status is the operation's own, not that of something in between.
    func perform(_ steps: [ActionStep], proves: (HTTPResponse) -> Bool) async -> ActionResult {
        var done: [String] = []
        for step in steps {
            switch await write(step.call) {
            case .taken(let response):
                guard proves(response) else {
                    let reason =
                        "\(step.call.operation): HTTP \(response.status), but not the answer of the marketplace"
                    return ActionResult.uncertain(reason: reason).behind(done, at: step.name)
                }
                done.append(step.name)
            case .failed(let failure):
                if let result = ActionResult(failure) { return result.behind(done, at: step.name) }
            }
        }
        return .done(note: done.joined(separator: "; "))
    }
}

extension ActionResult {
    /// The result of a whole action of which `done` was taken before `step` ended so.
    fileprivate func behind(_ done: [String], at step: String) -> ActionResult {
        guard !done.isEmpty else { return self }
        let before = "done: \(done.joined(separator: "; ")); not done: \(step)"
        switch self {
        case .refused(let reason): return .refused(reason: "\(before): \(reason)")
        case .notSent(let error): return .refused(reason: "\(before): \(error.detail)")
        case .uncertain(let reason):
            return .uncertain(reason: "done: \(done.joined(separator: "; ")); \(step): \(reason)")
        case .done, .pending: return self
        }
    }
}
