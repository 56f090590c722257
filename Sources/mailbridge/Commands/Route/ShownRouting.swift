import Configuration
import Domain
import Routing

/// What `explain` says of one message. The names are a promise to users.
struct ShownRouting: Encodable {
    var marketplace: String
    var kind: String
    var order: String?
    var recognised: String?
    /// How many routes decide.
    var match: String
    var routes: [String]
    var folder: String
    var owner: String?
    /// What follows, one line each.
    var effects: [String]
    var clock: String?

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
        if let recognised { say(recognised) }
        say("\(marketplace), \(kind), order \(order ?? "-")")
        say(match == "first" ? "routes, the first that matches decides" : "routes, all that match decide")
        for route in routes { say("  \(route)") }
        for effect in effects { say(effect) }
        say(clock ?? "no answer is owed, so no clock runs")
    }
}
