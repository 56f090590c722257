/// Whether a mail was certainly written by a configured agent.
public enum SenderProof: Sendable, Hashable {
    case proven(AgentIdentity, by: Evidence)
    case refused(Refusal)

    public enum Evidence: String, Sendable {
        /// The receiving host found an aligned DMARC pass for the domain of From.
        case dmarc
        /// The receiving host took the mail from this address itself, logged in.
        case submission
        /// It lay in a folder where only its owner can put mails.
        case ownMailbox = "own-mailbox"
    }

    /// Raw values are stable: they appear in logs, notices and the manual.
    public enum Refusal: String, Sendable, CaseIterable {
        case noFrom = "no-from"
        case severalFromFields = "several-from-fields"
        case severalAddresses = "several-from-addresses"
        case groupAddress = "group-in-from"
        /// More than one way to read it: route, comments in odd places, quoting tricks.
        case unclearAddress = "unclear-from-address"
        case notAnAgent = "not-an-agent"
        case senderMismatch = "sender-names-somebody-else"
        /// No authserv-id is configured, so nothing in a mail can be trusted.
        case noTrustedHost = "no-authserv-id-configured"
        /// The topmost Authentication-Results field is missing or not the own host's.
        case noResult = "no-own-authentication-result"
        /// The own host saw no DMARC pass for the domain of From.
        case notAuthenticated = "dmarc-not-passed"
        /// Submitted with a login, but by another address.
        case submittedBySomebodyElse = "submitted-by-somebody-else"
        /// An agent, but not of this marketplace.
        case notForThisAgent = "not-for-this-agent"
        /// The ticket mail that is answered is too old.
        case expiredToken = "expired-token"
        /// The ticket's tokens were taken back.
        case revokedToken = "revoked-token"
        /// Only a signature proves the sender, and what names the ticket is not signed: the mail may have been sent again.
        case unsignedToken = "token-not-signed"
    }
}
