/// A pattern as instructions for ``PatternSearch``, each at most once under way at one place of the text.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        case scalar(UInt32)
        /// Index into ``PatternProgram/sets``.
        case set(Int)
        case any
        case assertion(PatternAssertion)
        /// The first is preferred.
        case split(Int, Int)
        case jump(Int)
        case save(Int)
        case match
    }

    /// Longer programs are refused: the work for each character of a text is bounded by this.
    static let longest = 2000
    /// Nodes that are looked at; repeated nothing makes no instructions, but work.
    private static let mostNodes = 20_000

    private(set) var instructions: [Instruction] = []
    private(set) var sets: [ScalarSet] = []
    /// One per named group, in order; a name may stand twice.
    let names: [String]
    /// For each ASCII character whether a match may begin with it, and as the last for all others; nil if a match may be
    /// empty.
    private(set) var starts: [Bool]?
    private var nodes = 0

    init(_ node: PatternNode, names: [String]) throws(PatternMistake) {
        self.names = names
        try emit(.save(0))
        try compile(node)
        try emit(.save(1))
        try emit(.match)
        starts = possibleStarts()
    }

    var slotCount: Int { 2 + 2 * names.count }

    @discardableResult private mutating func emit(_ instruction: Instruction) throws(PatternMistake) -> Int {
        guard instructions.count < Self.longest else { throw Self.tooLong }
        instructions.append(instruction)
        return instructions.count - 1
    }

    private static let tooLong = PatternMistake("too large: its repetitions multiply", at: 0)

    /// Recursive over the tree, whose depth the parser bounds.
    private mutating func compile(_ node: PatternNode) throws(PatternMistake) {
        nodes += 1
        guard nodes <= Self.mostNodes else { throw Self.tooLong }
        switch node {
        case .scalar(let value): try emit(.scalar(value))
        case .any: try emit(.any)
        case .assertion(let assertion): try emit(.assertion(assertion))
        case .set(let set):
            let index = sets.firstIndex(of: set) ?? sets.count
            if index == sets.count { sets.append(set) }
            try emit(.set(index))
        case .sequence(let items): for item in items { try compile(item) }
        case .capture(let name, let inner):
            try emit(.save(2 + 2 * name))
            try compile(inner)
            try emit(.save(3 + 2 * name))
        case .alternatives(let all): try compile(alternatives: all)
        case .repetition(let inner, let least, let most, let isLazy):
            try compile(inner, least: least, most: most, isLazy: isLazy)
        }
    }

    private mutating func compile(alternatives all: [PatternNode]) throws(PatternMistake) {
        var ends: [Int] = []
        for (index, node) in all.enumerated() {
            guard index < all.count - 1 else {
                try compile(node)
                break
            }
            let split = try emit(.split(0, 0))
            try compile(node)
            ends.append(try emit(.jump(0)))
            instructions[split] = .split(split + 1, instructions.count)
        }
        for end in ends { instructions[end] = .jump(instructions.count) }
    }

    private mutating func compile(
        _ node: PatternNode, least: Int, most: Int?, isLazy: Bool
    ) throws(PatternMistake) {
        for _ in 0..<least { try compile(node) }
        guard let most else {
            let split = try emit(.split(0, 0))
            try compile(node)
            try emit(.jump(split))
            setSplit(split, isLazy: isLazy)
            return
        }
        // Each further one is inside the one before: the first that is missing ends them all.
        var splits: [Int] = []
        for _ in least..<max(least, most) {
            splits.append(try emit(.split(0, 0)))
            try compile(node)
        }
        for split in splits { setSplit(split, isLazy: isLazy) }
    }

    private mutating func setSplit(_ split: Int, isLazy: Bool) {
        let (inside, behind) = (split + 1, instructions.count)
        instructions[split] = isLazy ? .split(behind, inside) : .split(inside, behind)
    }

    /// What the instructions reach without taking a character; anchors count as met.
    private func possibleStarts() -> [Bool]? {
        var starts = [Bool](repeating: false, count: 129)
        var seen = [Bool](repeating: false, count: instructions.count)
        var open = [0]
        while let index = open.popLast() {
            if seen[index] { continue }
            seen[index] = true
            switch instructions[index] {
            case .match: return nil
            case .jump(let target): open.append(target)
            case .split(let first, let second): open += [first, second]
            case .save, .assertion: open.append(index + 1)
            case .scalar(let value): starts[Int(min(value, 128))] = true
            case .any: for value in 0..<129 where !ScalarSet.isLineEnd(UInt32(value)) { starts[value] = true }
            case .set(let set):
                for value in 0..<128 where sets[set].contains(UInt32(value)) { starts[value] = true }
                starts[128] = starts[128] || sets[set].mayHoldMore
            }
        }
        return starts
    }
}
