/// Where the keys and values of a TOML text stand, by path. Levels of a path are keys, or indices of arrays.
struct TOMLPositions {
    enum Step: Hashable {
        case key(String)
        case index(Int)
    }
    typealias Path = [Step]

    struct Position {
        /// Offset of the key; of the value where there is no key.
        var key: Int
        /// Offset of the value's first byte; of a table its header's bracket.
        var value: Int
    }

    var positions: [Path: Position] = [:]
    /// Where the text cannot be TOML, and what was expected there; nil for text that can.
    var mistake: (offset: Int, expected: String)?
    /// Escapes in strings that stand for NUL, which the parser would take for the end of the string.
    var escapedNULs: [Int] = []
}
