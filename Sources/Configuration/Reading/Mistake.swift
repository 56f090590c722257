/// Why a value is not what it should be. The reader of the table adds the key and, where none is given, the place.
struct Mistake: Error, Sendable {
    var message: String
    var place: SourcePlace?
    /// Found in the same value, each with its own place.
    var others: [Mistake] = []

    init(_ message: String, at place: SourcePlace? = nil) {
        self.message = message
        self.place = place
    }

    /// `expected X, found Y`
    static func expected(_ what: String, found node: TOMLNode) -> Mistake {
        Mistake("expected \(what), found \(node.description)", at: node.place)
    }
}
