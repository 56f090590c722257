import Domain

/// Which tickets of a list that may name one more than once belong to the part that is asked for.
struct ListPart {
    private var seen: Set<Int64> = []
    private var after: Int64?
    private var left: Int

    init(_ query: TicketQuery) {
        after = query.after?.number
        left = query.limit
    }

    var isFull: Bool { left <= 0 }

    /// Whether the next ticket of the list belongs to the part.
    mutating func takes(_ ticket: Int64) -> Bool {
        guard !isFull, seen.insert(ticket).inserted else { return false }
        if let last = after {
            if last == ticket { after = nil }
            return false
        }
        left -= 1
        return true
    }
}
