import Configuration
import Domain
import Routing

/// What `explain` says of one message. The names are a promise to users.
struct ShownRouting: Encodable {
    var marketplace: String
    var kind: String
    var order: String?
    var recognised: String?
    /// Of a ticket: how it was filed, with what was known then.
    var filed: Filed?
    /// How many routes decide.
    var match: String
    var routes: [String]
    var folder: String
    var owner: String?
    /// What follows, one line each.
    var effects: [String]
    var clock: String?

    struct Filed: Encodable {
        var routes: [String]
        var folder: String?
        var owner: String?
        var tags: [String]
        var clock: String?

        var text: String {
            let parts = [
                ("by", routes.isEmpty ? "no route" : routes.map { "\"\($0)\"" }.joined(separator: ", ")),
                ("folder", folder ?? "-"), ("owner", owner ?? "-"),
                ("tags", tags.isEmpty ? "-" : tags.joined(separator: " ")),
                ("clock", clock ?? "the marketplace's"),
            ]
            return parts.map { "\($0.0) \($0.1)" }.joined(separator: "; ")
        }
    }

    /// - Parameters:
    ///   - since: when the buyer wrote; nil = no answer is owed
    ///   - source: where that time comes from
    init(
        _ subject: RouteSubject, _ explanation: RouteExplanation, _ configuration: Configuration, since: Timestamp?,
        source: String
    ) {
        let decision = explanation.decision
        marketplace = subject.marketplace.text
        kind = subject.kind.rawValue
        order = subject.order?.text
        match = explanation.match.rawValue
        routes = explanation.verdicts.map(\.description)
        folder = decision.folder.description
        owner = decision.owner
        effects = decision.effects
        clock = since.flatMap { since in
            configuration.clock(of: decision, at: subject.marketplace).map { clock in
                let text =
                    (try? clock.rules(inForceAt: since).explanation(from: since).text) ?? "this clock never counts"
                return "\(text)\nsource     \(source)"
            }
        }
    }

    func print() {
        if let recognised { sayLine(recognised) }
        sayLine("\(marketplace), \(kind), order \(order ?? "-")")
        if let filed {
            sayLine("filed \(filed.text)")
            say("What follows is what would be decided now, without what only the marketplace knows.")
        }
        say(match == "first" ? "routes, the first that matches decides" : "routes, all that match decide")
        for route in routes { say("  \(route)") }
        for effect in effects { say(effect) }
        say(clock ?? "no answer is owed, so no clock runs")
    }
}
