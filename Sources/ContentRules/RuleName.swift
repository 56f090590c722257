/// What is looked for in an answer before it is posted. The raw values are keys of `[[marketplace]] rules` and stand in the
/// journal: they are a promise to operators.
public enum RuleName: String, Sendable, Hashable, CaseIterable {
    // Ways around the marketplace
    /// A web address whose host is not allowed, or a mention of the agent's own domain.
    case link
    /// A mail address, also a disguised one: `anna (at) example punkt com`.
    case address
    case phone
    /// An IBAN, a BIC, a card's or account's number.
    case bank
    /// Asks the buyer to write or call elsewhere.
    case elsewhere

    // Slips
    /// A variable that nobody filled in: `{{order.number}}`, `[NAME]`, `____`.
    case placeholder
    /// The number of an order that is not this ticket's.
    case otherOrder = "other_order"
    /// The number of an order that is known as another buyer's.
    case otherBuyer = "other_buyer"
    /// Another language than the buyer's.
    case language
    /// Neither salutation nor closing, where the marketplace adds none.
    case salutation

    // Form
    /// Characters without width inside a word, or such that turn the direction of writing.
    case hidden
    /// HTML or BBCode in what goes out as plain text.
    case markup
    /// Emojis and the like.
    case decoration
    /// A word in brackets that Amazon reserves for urgent mail: `[Important]`.
    case marker

    // Words
    /// Asks for a review, or to change one.
    case reviews
    /// Advertising, coupons, other products.
    case marketing
    /// Asks the buyer to cancel.
    case cancel
    /// Passwords, identity papers, card data.
    case sensitive
    /// Insults.
    case tone
    /// Tells of the parcel in a conversation that nobody asked for.
    case tracking
    /// An invoice that has a way of its own.
    case invoice
    /// Words that the admin listed.
    case words

    // Files and times
    /// Files that are together larger than the marketplace advises.
    case largeFiles = "large_files"
    /// More files than the marketplace takes for all conversations of one order.
    case orderFiles = "order_files"
    /// The time in which the marketplace lets sellers write is over.
    case late
}
