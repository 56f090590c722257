import Domain
import Replies
import Routing
import Store

/// Finds the people that a mail of the team goes to.
struct TeamAudience: Sendable {
    let settings: TicketingSettings

    typealias Agent = TicketingSettings.Agent

    /// Never empty as long as there are agents: who is not there is stood in for by the next wider circle.
    func people(_ audience: ReminderAudience, for ticket: Ticket) -> [Agent] {
        let able = settings.agents.filter { $0.answers(at: ticket.marketplace) }
        let team = able.isEmpty ? settings.agents : able
        switch audience {
        case .owner: return team.filter { $0.identity.name == ticket.owner }.nonEmpty ?? team
        case .team: return team
        case .lead: return [lead].compactMap { $0 }.nonEmpty ?? team
        }
    }

    /// Owner and lead.
    func alarmed(_ ticket: Ticket) -> [Agent] {
        let owner = settings.agents.first { $0.identity.name == ticket.owner }
        let both = [owner, lead].compactMap { $0 }
        return both.isEmpty ? people(.team, for: ticket) : unique(both)
    }

    var lead: Agent? { settings.agents.first { $0.identity.name == settings.team.lead } }
    /// Who mends the service: need not be an agent.
    var admin: Agent? {
        guard let address = settings.team.admin else { return lead ?? settings.agents.first }
        return settings.agents.first { $0.identity.addresses.contains(address) }
            ?? Agent(identity: AgentIdentity(name: "admin", addresses: [address]), language: settings.language)
    }
    var everybody: [Agent] { settings.agents }

    private func unique(_ agents: [Agent]) -> [Agent] {
        var seen: Set<String> = []
        return agents.filter { seen.insert($0.identity.name).inserted }
    }
}

extension Array {
    fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}
