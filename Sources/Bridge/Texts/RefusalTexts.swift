import Domain
import Replies

/// Why a mail is not taken for an agent's answer, each with its cure, in one language. They end sentences that begin with
/// the mail: "…, because it has no sender."
struct RefusalTexts: LanguageTexts {
    /// `{address}`: the mail's sender; `{marketplace}`
    var causes: [SenderProof.Refusal: String]
    var severalTickets: String
    var tooLarge: String
    /// A sentence of its own, for a mail that no ticket is known for.
    var lostTicket: String
    /// The same, for a ticket of a `{marketplace}` that is not configured.
    var unservedMarketplace: String

    func cause(_ refusal: SenderProof.Refusal, address: String, marketplace: String) -> String {
        AgentTexts.fill(
            causes[refusal] ?? refusal.rawValue, ["address": address, "marketplace": marketplace])
    }
}
