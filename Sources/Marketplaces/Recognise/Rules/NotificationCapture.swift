/// The names that groups of a ``NotificationRule``'s patterns may have, and what they mean.
public enum NotificationCapture: String, Sendable, CaseIterable {
    /// The order number. Several are collected; two different ones in a subject say nothing.
    case order
    /// Ids of the conversation: in general, of a ticket, of a dispute, of a case at the marketplace's service.
    case thread, ticket, issue, `case`
    /// The marketplace's number of the listing, Amazon's of the product, the seller's own.
    case item, asin, sku
    /// The buyer's name or login.
    case buyer
    /// A sum, as people write it, and its currency as code or sign; both or none.
    case amount, currency
    /// A date, with or without time: ISO 8601 or `31.12.2026 14:30`; or its parts; or a number of days.
    case deadline
    case day = "d"
    case month = "m"
    case year = "y"
    case hour = "h"
    case minute = "min"
    case days
    /// The link that holds it says "no answer needed".
    case noReply = "noreply"
}
