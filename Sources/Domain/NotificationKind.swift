/// What a marketplace's mail is about. The raw values are a promise of `message classify`.
public enum NotificationKind: String, Sendable, CaseIterable {
    case buyerMessage = "buyer-message"
    /// A copy of an answer of our own, given through the bridge or in the portal.
    case ownCopy = "own-copy"
    case `return`
    case cancel
    case refund
    case claimOpen = "claim-open"
    case claimClosed = "claim-closed"
    /// An answer of ours did not reach the buyer.
    case undelivered
    /// Something happened in a ticket; the mail may or may not carry the text.
    case ticketNotice = "ticket-notice"
    /// The seller account is rated, warned, restricted or closed, or a listing is.
    case performance
    /// A conversation with the marketplace's service.
    case `case`
    /// Documents, identity, safety or tax: something has to be proven.
    case compliance
    /// A buyer rated the seller.
    case feedback
    /// Buyers' complaints about a product, counted by the marketplace.
    case voiceOfTheCustomer = "voice-of-the-customer"
    /// Of the portal itself: logins, reports, maintenance, news.
    case system
    case other

    /// A message, most often the buyer's, came to a conversation.
    public var announcesMessage: Bool { self == .buyerMessage || self == .ticketNotice }
    /// It tells of the conversation alone, a buyer's message or what became of an answer, and not of what it is about.
    public var isOfConversation: Bool { announcesMessage || self == .undelivered || self == .ownCopy }
}
