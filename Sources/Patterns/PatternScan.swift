/// Tells whether a program matches anywhere in a text, and nothing more: all ways are bits, and go on together a word at a
/// time (Baeza-Yates and Gonnet 1992, for the positions of Glushkov's automaton). For long repetitions over long texts, where
/// ``PatternSearch`` has as many ways under way as the repetition has rounds.
///
/// A position is an instruction that takes a character. What is reached from it differs by the anchors that hold between two
/// characters, and is worked out once for each combination that the text shows.
struct PatternScan {
    typealias Bits = [UInt64]

    /// Which anchors of the program hold at a place, one bit each.
    private typealias Standing = UInt8

    /// What is reached between two characters.
    private struct Links {
        /// From the program's start.
        var start: Bits
        var startMatches = false
        /// Positions behind which the next one is reached.
        var stepping: Bits
        /// Positions behind which the match is complete.
        var matching: Bits
        /// Positions that reach the same others beside the next.
        var leaps: [(from: Bits, to: Bits)] = []
    }

    private let program: PatternProgram
    private let words: Int
    /// The instruction of each position.
    private let instructions: [Int]
    /// The position of each instruction; -1 = it takes no character.
    private let positions: [Int]
    private let anchors: [PatternAssertion]
    private var links: [Standing: Links] = [:]
    /// The positions that take a scalar, one row for each that the text has shown.
    private var takers: Bits = []
    private var rowOfASCII = Array(repeating: -1, count: 128)
    private var rows: [UInt32: Int] = [:]
    private let anyTakers: Bits
    private let setTakers: [Bits]
    private let scalarTakers: [UInt32: Bits]
    /// Scalars outside ASCII that are remembered.
    private static let mostRemembered = 1024

    init(_ program: PatternProgram) {
        self.program = program
        var instructions: [Int] = []
        var positions: [Int] = []
        var anchors: [PatternAssertion] = []
        for (index, instruction) in program.instructions.enumerated() {
            switch instruction {
            case .scalar, .set, .any:
                positions.append(instructions.count)
                instructions.append(index)
                continue
            case .assertion(let anchor): if !anchors.contains(anchor) { anchors.append(anchor) }
            case .split, .jump, .save, .match: break
            }
            positions.append(-1)
        }
        let words = max(1, (instructions.count + 63) / 64)
        var any = Bits(repeating: 0, count: words)
        var sets = [Bits](repeating: any, count: program.sets.count)
        var scalars: [UInt32: Bits] = [:]
        for (position, index) in instructions.enumerated() {
            switch program.instructions[index] {
            case .any: any.insert(position)
            case .set(let set): sets[set].insert(position)
            case .scalar(let value): scalars[value, default: Bits(repeating: 0, count: words)].insert(position)
            case .assertion, .split, .jump, .save, .match: break
            }
        }
        (self.instructions, self.positions, self.anchors, self.words) = (instructions, positions, anchors, words)
        (anyTakers, setTakers, scalarTakers) = (any, sets, scalars)
    }

    /// - Complexity: the text's length, times a word for each 64 positions and for each set of positions reached alike
    mutating func matches(_ text: PatternText) -> Bool {
        var position = 0
        var before: UInt32?
        /// Positions that took the character before.
        var taken = Bits(repeating: 0, count: words)
        var open = taken
        var standing = standing(nil, text.scalar(at: 0)?.value)
        var links = links(at: standing)
        while true {
            let here = text.scalar(at: position)
            if !anchors.isEmpty {
                let now = self.standing(before, here?.value)
                if now != standing { (standing, links) = (now, self.links(at: now)) }
            }
            if links.startMatches || taken.meets(links.matching) { return true }
            guard let here else { return false }
            var carry: UInt64 = 0
            for word in 0..<words {
                let stepping = taken[word] & links.stepping[word]
                open[word] = links.start[word] | stepping << 1 | carry
                carry = stepping >> 63
            }
            for leap in links.leaps where taken.meets(leap.from) { open.formUnion(leap.to) }
            let row = row(of: here.value)
            for word in 0..<words { taken[word] = open[word] & takers[row + word] }
            before = here.value
            position += here.length
        }
    }

    /// Where the positions that take a scalar stand in ``takers``.
    private mutating func row(of scalar: UInt32) -> Int {
        if scalar < 128 {
            if rowOfASCII[Int(scalar)] < 0 { rowOfASCII[Int(scalar)] = addRow(scalar) }
            return rowOfASCII[Int(scalar)]
        }
        if let known = rows[scalar] { return known }
        if rows.count == Self.mostRemembered {
            rows.removeAll(keepingCapacity: true)
            rowOfASCII = Array(repeating: -1, count: 128)
            takers.removeAll(keepingCapacity: true)
        }
        let row = addRow(scalar)
        rows[scalar] = row
        return row
    }

    private mutating func addRow(_ scalar: UInt32) -> Int {
        var bits = scalarTakers[scalar] ?? Bits(repeating: 0, count: words)
        if !ScalarSet.isLineEnd(scalar) { bits.formUnion(anyTakers) }
        for (set, takers) in zip(program.sets, setTakers) where set.contains(scalar) { bits.formUnion(takers) }
        takers += bits
        return takers.count - words
    }

    private func standing(_ before: UInt32?, _ after: UInt32?) -> Standing {
        var standing: Standing = 0
        for (bit, anchor) in anchors.enumerated() where anchor.holds(before: before, after: after) {
            standing |= 1 << bit
        }
        return standing
    }

    private mutating func links(at standing: Standing) -> Links {
        if let known = links[standing] { return known }
        let none = Bits(repeating: 0, count: words)
        var made = Links(start: none, stepping: none, matching: none)
        made.startMatches = reach(from: 0, standing, &made.start)
        var leaps: [Bits: Bits] = [:]
        for (position, index) in instructions.enumerated() {
            var reached = none
            if reach(from: index + 1, standing, &reached) { made.matching.insert(position) }
            if position + 1 < instructions.count, reached.contains(position + 1) {
                made.stepping.insert(position)
                reached.remove(position + 1)
            }
            if reached != none { leaps[reached, default: none].insert(position) }
        }
        made.leaps = leaps.map { (from: $0.value, to: $0.key) }
        links[standing] = made
        return made
    }

    /// Adds the positions that are reached from an instruction without taking a character. True if the match is, too.
    private func reach(from start: Int, _ standing: Standing, _ reached: inout Bits) -> Bool {
        var seen = Bits(repeating: 0, count: (program.instructions.count + 63) / 64)
        var open = [start]
        var matches = false
        while let index = open.popLast() {
            if seen.contains(index) { continue }
            seen.insert(index)
            switch program.instructions[index] {
            case .scalar, .set, .any: reached.insert(positions[index])
            case .match: matches = true
            case .jump(let target): open.append(target)
            case .split(let first, let second): open += [first, second]
            case .save: open.append(index + 1)
            case .assertion(let anchor):
                guard let bit = anchors.firstIndex(of: anchor), standing >> bit & 1 == 1 else { continue }
                open.append(index + 1)
            }
        }
        return matches
    }
}

extension [UInt64] {
    fileprivate mutating func insert(_ bit: Int) { self[bit / 64] |= 1 << UInt64(bit % 64) }
    fileprivate mutating func remove(_ bit: Int) { self[bit / 64] &= ~(1 << UInt64(bit % 64)) }
    fileprivate func contains(_ bit: Int) -> Bool { self[bit / 64] >> UInt64(bit % 64) & 1 == 1 }

    fileprivate func meets(_ other: Self) -> Bool {
        for word in indices where self[word] & other[word] != 0 { return true }
        return false
    }

    fileprivate mutating func formUnion(_ other: Self) {
        for word in indices { self[word] |= other[word] }
    }
}
