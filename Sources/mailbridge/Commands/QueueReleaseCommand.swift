import ArgumentParser
import Bridge
import Configuration
import Domain
import Marketplaces
import Store

struct QueueReleaseCommand: QueueAction {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Send held answers after all.",
        discussion: """
            Each text is checked by the content rules of its marketplace first. What they would refuse, or ask the agent \
            about, is not released but told; --force releases it all the same, and the journal names who did.
            """)
    static let action = QueueChange.release

    @OptionGroup var store: StoreOption
    @Flag(help: "Whatever the content rules say.") var force = false
    @Argument(help: "Numbers of entries, or ALL.") var entries: [Chosen]

    func permitted(_ entry: OutboxEntry, in tickets: any TicketStore) async throws -> String? {
        let configuration = try store.config.check().offline
        let policies = Dictionary(
            configuration.marketplaces.map { ($0.name, $0.policy) }, uniquingKeysWith: { first, _ in first })
        let review = QueueReview(TicketingSettings(configuration), policies: policies, store: tickets)
        guard let objection = try await review.objection(to: entry, at: systemTime()) else { return nil }
        guard force else {
            complain("entry \(entry.id) is not released; --force releases it all the same:")
            for line in objection.lines { complain("  \(line)") }
            throw ExitStatus.finding
        }
        return "forced: \(objection.names)"
    }
}
