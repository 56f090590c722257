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

    private let name: HTMLName
    private let role: HTMLRole
    /// How many elements of this name are open, this one included.
    private var depth = 1
    /// How many tables are open within.
    private var tables = 0

    init(_ name: HTMLName, _ role: HTMLRole) {
        self.name = name
        self.role = role
    }

    /// Whether a start tag stands within this element; if not, the element had no end tag and ended before this tag.
    mutating func hides(start name: HTMLName, _ role: HTMLRole) -> Bool {
        if self.role == .dropped {
            if name == self.name { depth += 1 }
            return true
        }
        if tables == 0, isClosed(byStart: role) { return false }
        if role == .table { tables += 1 }
        if name == self.name { depth += 1 }
        return true
    }

    mutating func receive(end name: HTMLName, _ role: HTMLRole) -> End {
        if name == self.name {
            depth -= 1
            if role == .table { tables -= 1 }
            return depth == 0 ? .ended : .hidden
        }
        if self.role == .dropped { return .hidden }
        if tables == 0, role.isPartOfTable || role == .body { return .outlived }
        if role == .table { tables -= 1 }
        return .hidden
    }

    private func isClosed(byStart role: HTMLRole) -> Bool {
        switch self.role {
        case .cell: role == .cell || role == .row
        case .row: role == .row
        case .listItem: role == .listItem && depth == 1
        case .paragraph: role.endsParagraph
        default: false
        }
    }
}

extension HTMLRole {
    fileprivate var isPartOfTable: Bool {
        switch self {
        case .cell, .row, .rowGroup, .table: true
        default: false
        }
    }

    fileprivate var endsParagraph: Bool {
        switch self {
        case .block, .paragraph, .spacedBlock, .list, .rowGroup, .table, .preformatted, .quote: true
        default: false
        }
    }
}
