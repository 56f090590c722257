import Configuration
import Domain
import Routing
import Store

/// The same message under two configurations. A value without I/O.
struct Replay {
    /// The names are a promise to users.
    struct Difference: Encodable {
        var ticket: String
        var marketplace: String
        var order: String?
        var at: String
        var what: String
        var now: String
        var then: String
    }

    let now: Configuration
    let then: Configuration
    let state: RoutingState

    func differences(_ question: StoredQuestion) -> [Difference] {
        let (first, second) = (facts(question, now), facts(question, then))
        return zip(first, second).compactMap { old, new in
            guard old.value != new.value else { return nil }
            return Difference(
                ticket: question.ticket.id.description, marketplace: question.ticket.marketplace.text,
                order: question.ticket.order?.text, at: question.message.createdAt.description, what: old.what,
                now: old.value, then: new.value)
        }
    }

    /// What is compared, always in this order.
    private func facts(_ question: StoredQuestion, _ configuration: Configuration) -> [(what: String, value: String)] {
        let since = question.message.createdAt
        let subject = question.waiting(since: since, configuration)
        let decision = configuration.router.decide(subject, state)
        let clock = configuration.clock(of: decision, at: subject.marketplace)
        let rules = clock?.rules(inForceAt: since)
        let deadline = rules.flatMap { rules in
            (try? rules.deadline(from: since)).map { LocalTime($0, in: rules.zone).isoText }
        }
        func list(_ names: [String]) -> String { names.isEmpty ? "-" : names.joined(separator: ",") }
        return [
            ("routes", list(decision.routes)), ("folder", decision.folder.description),
            ("owner", decision.owner ?? "-"),
            ("tags", list(decision.tags)), ("priority", decision.priority.rawValue), ("deadline", deadline ?? "-"),
            ("template", decision.template ?? "-"), ("copy", list(decision.copies)),
            ("hold", String(decision.isHeld)), ("alarm", list(decision.alarms)),
        ]
    }
}
