/// An element whose content is not shown, until it ends; without a tree, so its end is recognised by what may close it.
struct SkippedElement {
    enum End {
        /// The tag stands within the element.
        case hidden
        /// The tag ends the element.
        case ended
        /// The tag ends an element around this one, which therefore had ended before.
        case outlived
    }

    private let name: HTMLElementName
    private let role: HTMLRole
    /// How many elements of this name are open, this one included.
    private var depth = 1
    /// How many tables are open within.
    private var tables = 0

    init(_ name: HTMLElementName, _ role: HTMLRole) {
        self.name = name
        self.role = role
    }

    /// Whether a start tag stands within this element; if not, the element had no end tag and ended before this tag.
    mutating func hides(start name: HTMLElementName, role: HTMLRole, isSelfClosing: Bool) -> Bool {
        if self.role == .dropped {
            if name == self.name { depth += 1 }
            return true
        }
        if tables == 0, closesImplicitly(start: name, role: role) { return false }
        if name == Self.table { tables += 1 }
        if name == self.name { depth += 1 }
        return true
    }

    mutating func receive(end name: HTMLElementName, role: HTMLRole) -> End {
        if name == self.name {
            depth -= 1
            if name == Self.table { tables -= 1 }
            return depth == 0 ? .ended : .hidden
        }
        if self.role == .dropped { return .hidden }
        if tables == 0, role == .cell || role == .row || role == .table || role == .body { return .outlived }
        if name == Self.table { tables -= 1 }
        return .hidden
    }

    private func closesImplicitly(start name: HTMLElementName, role: HTMLRole) -> Bool {
        switch self.role {
        case .cell: role == .cell || role == .row
        case .row: role == .row
        case .listItem: role == .listItem && depth == 1
        case .paragraph where self.name == Self.p:
            switch role {
            case .block, .paragraph, .list, .table, .preformatted, .quote: true
            default: false
            }
        default: false
        }
    }

    private static let table = HTMLElementName("table")
    private static let p = HTMLElementName("p")
}
