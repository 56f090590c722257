/// Where the lists that a sweep reads go on: first the threads of the message centre, then the issues.
enum AllegroListPosition: Sendable, Hashable {
    case threads(offset: Int)
    case issues(offset: Int)

    /// Nil, and what is none of ours, is the start.
    init(_ text: String?) {
        let parts = (text ?? "").split(separator: " ")
        let offset = parts.count == 2 ? Int(parts[1]).map { max(0, $0) } : nil
        self =
            switch (parts.first, offset) {
            case ("issues", let offset?): .issues(offset: offset)
            case ("threads", let offset?): .threads(offset: offset)
            default: .threads(offset: 0)
            }
    }

    var text: String {
        switch self {
        case .threads(let offset): "threads \(offset)"
        case .issues(let offset): "issues \(offset)"
        }
    }
}
