/// Where the keys and values of a TOML text stand. They are nodes of a tree, so that its size is that of the text, however deep
/// the text is nested.
struct TOMLPositions {
    /// From one level to the next.
    enum Step: Hashable {
        case key(String)
        case index(Int)
    }

    struct Position {
        /// Offset of the key; of the value where there is no key.
        var key: Int
        /// Offset of the value's first byte; of a table its header's bracket.
        var value: Int
    }

    /// The root is number 0.
    typealias Node = Int

    private struct Edge: Hashable {
        var above: Node
        var step: Step
    }

    /// The configuration has at most half as many levels; deeper text is refused, so that every walk through it is bounded.
    static let deepest = 24
    /// What is said of deeper text.
    static let tooDeep = "nested too deeply: a key or value has more than \(deepest) levels"
    static let root: Node = 0

    private var nodes: [(position: Position?, depth: Int)] = [(nil, 0)]
    private var edges: [Edge: Node] = [:]
    /// Where the text cannot be TOML, or is nested too deeply, and what is said of it; nil for text that can.
    var mistake: (offset: Int, message: String)?
    /// Escapes in strings that stand for NUL, which the parser would take for the end of the string.
    var escapedNULs: [Int] = []

    subscript(node: Node) -> Position? {
        get { nodes[node].position }
        set { nodes[node].position = newValue }
    }

    func node(_ step: Step, below above: Node) -> Node? { edges[Edge(above: above, step: step)] }

    /// The node that the step leads to, made if it is missing; nil below the deepest level.
    mutating func add(_ step: Step, below above: Node) -> Node? {
        let edge = Edge(above: above, step: step)
        if let known = edges[edge] { return known }
        let depth = nodes[above].depth + 1
        guard depth <= Self.deepest else { return nil }
        edges[edge] = nodes.count
        nodes.append((nil, depth))
        return nodes.count - 1
    }
}
