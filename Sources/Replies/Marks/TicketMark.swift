/// The HTML attributes that mark what the bridge wrote, so that it is known again when a client quotes it.
///
/// Each mark is written three times (`data-*`, `id`, `class`), because each client spares another one: Outlook renames ids
/// and classes to `x_…`, Yahoo to `ydp…yiv…`, others drop unknown attributes.
public enum TicketMark {
    /// On the marker line's element; its value is the short token.
    public static let markerAttribute = "data-mb"
    /// On the element around each part; its value is a ``TicketPart``.
    public static let partAttribute = "data-mb-part"
    static let markerNames = ["mb-reply-marker", "mb-marker"]

    /// The part that an id or class names: `mb-ticket-customer` behind any prefix; `mb-ticket` alone is the head.
    static func part(named name: Substring) -> TicketPart? {
        if name.hasSuffix("mb-ticket") { return .head }
        return TicketPart.allCases.first { name.hasSuffix("mb-ticket-\($0.rawValue)") }
    }

    /// Attributes for the marker line's element, with leading blank, ready for a start tag.
    public static func markerAttributes(token: TicketToken) -> String {
        #" id="mb-reply-marker" class="mb-marker" data-mb="\#(token.short)""#
    }

    /// Attributes for the element around a part, with leading blank, ready for a start tag.
    public static func attributes(of part: TicketPart) -> String {
        #" id="mb-ticket-\#(part.rawValue)" class="mb-ticket-\#(part.rawValue)" data-mb-part="\#(part.rawValue)""#
    }
}

/// What a piece of a ticket mail is.
public enum TicketPart: String, Sendable, Hashable, CaseIterable {
    /// The marker, marketplace, order and deadline: for the agent only. Its lines never go out as a whole; words of them,
    /// such as an article's name, may.
    case head
    /// What the buyer wrote. The only part that a reply may quote.
    case customer
    /// Notes, purchase prices, links: for the agent only. Five words of it running never go out.
    case `internal`
    /// What an agent wrote, shown again: the text of a receipt, of a question or of an earlier message. It may be sent again.
    case answer
}
