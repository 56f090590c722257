/// Runs a program over a text: all ways to match go side by side, in order of preference, each instruction at most once per
/// place (Thompson 1968; the captures as Pike's sam keeps them). So the steps are at most the instructions times the
/// characters, and nothing is recursive.
struct PatternSearch {
    /// The ways that are under way at one place.
    private struct Ways {
        /// Instructions in order of preference.
        var list: [Int] = []
        private var places: [Int]
        /// One row of slots for each instruction.
        var slots: [Int]

        init(instructions: Int, slots: Int) {
            places = Array(repeating: 0, count: instructions)
            self.slots = Array(repeating: -1, count: instructions * slots)
            list.reserveCapacity(instructions)
        }

        /// False if it was there already.
        mutating func insert(_ instruction: Int) -> Bool {
            let place = places[instruction]
            if place < list.count, list[place] == instruction { return false }
            places[instruction] = list.count
            list.append(instruction)
            return true
        }
    }

    private enum Frame {
        case explore(Int)
        case restore(slot: Int, value: Int)
    }

    private let program: PatternProgram
    private let text: PatternText
    private let width: Int
    private var current: Ways
    private var next: Ways
    /// The slots of the way that is being followed.
    private var slots: [Int]
    private var stack: [Frame] = []
    /// Instructions that were looked at and bytes that were passed over, over all searches.
    private(set) var steps = 0

    init(_ program: PatternProgram, _ text: PatternText) {
        self.program = program
        self.text = text
        width = program.slotCount
        current = Ways(instructions: program.instructions.count, slots: width)
        next = Ways(instructions: program.instructions.count, slots: width)
        slots = Array(repeating: -1, count: width)
    }

    /// The first match at or behind an offset, which has to be that of a scalar.
    mutating func first(from start: Int) -> PatternMatch? {
        var position = start
        var before = text.scalar(before: position)
        var best: [Int]?
        current.list.removeAll(keepingCapacity: true)
        while position <= text.bytes.count {
            if current.list.isEmpty {
                guard best == nil else { break }
                let possible = possibleStart(from: position)
                if possible != position {
                    position = possible
                    before = text.scalar(before: position)
                }
            }
            let here = text.scalar(at: position)
            if best == nil, isPossibleStart(here?.value) {
                for slot in 0..<width { slots[slot] = -1 }
                follow(0, at: position, before: before, after: here?.value, isNext: false)
            }
            let there = position + (here?.length ?? 1)
            if let match = step(here?.value, to: there) { best = match }
            swap(&current, &next)
            next.list.removeAll(keepingCapacity: true)
            before = here?.value
            position = there
        }
        return best.flatMap { PatternMatch($0, names: program.names, in: text) }
    }

    private func isPossibleStart(_ scalar: UInt32?) -> Bool {
        guard let starts = program.starts else { return true }
        return scalar.map { starts[Int(min($0, 128))] } ?? false
    }

    /// The next offset at which a match may begin.
    private mutating func possibleStart(from start: Int) -> Int {
        guard let starts = program.starts else { return start }
        var position = start
        while position < text.bytes.count, !starts[Int(min(text.bytes[position], 128))] { position += 1 }
        // Not into the middle of a scalar.
        while position < text.bytes.count, text.bytes[position] & 0xC0 == 0x80 { position += 1 }
        steps += position - start
        return position
    }

    /// Takes one character on all ways. Returns the slots of a match that no way preferred to it can replace any more.
    private mutating func step(_ scalar: UInt32?, to there: Int) -> [Int]? {
        let after = text.scalar(at: there)?.value
        for index in 0..<current.list.count {
            let instruction = current.list[index]
            steps += 1
            let isTaken: Bool
            switch program.instructions[instruction] {
            case .scalar(let value): isTaken = value == scalar
            case .set(let set): isTaken = scalar.map { program.sets[set].contains($0) } ?? false
            case .any: isTaken = scalar.map { !ScalarSet.isLineEnd($0) } ?? false
            case .match: return Array(current.slots[instruction * width..<(instruction + 1) * width])
            case .assertion, .split, .jump, .save: continue
            }
            guard isTaken else { continue }
            for slot in 0..<width { slots[slot] = current.slots[instruction * width + slot] }
            follow(instruction + 1, at: there, before: scalar, after: after, isNext: true)
        }
        return nil
    }

    /// Adds all that is reached from an instruction without taking a character, in order of preference.
    private mutating func follow(_ start: Int, at position: Int, before: UInt32?, after: UInt32?, isNext: Bool) {
        stack.append(.explore(start))
        while let frame = stack.popLast() {
            switch frame {
            case .restore(let slot, let value): slots[slot] = value
            case .explore(var instruction):
                following: while true {
                    steps += 1
                    guard isNext ? next.insert(instruction) : current.insert(instruction) else { break following }
                    switch program.instructions[instruction] {
                    case .jump(let target): instruction = target
                    case .split(let first, let second):
                        stack.append(.explore(second))
                        instruction = first
                    case .save(let slot):
                        stack.append(.restore(slot: slot, value: slots[slot]))
                        slots[slot] = position
                        instruction += 1
                    case .assertion(let assertion):
                        guard assertion.holds(before: before, after: after) else { break following }
                        instruction += 1
                    case .scalar, .set, .any, .match:
                        for slot in 0..<width {
                            if isNext {
                                next.slots[instruction * width + slot] = slots[slot]
                            } else {
                                current.slots[instruction * width + slot] = slots[slot]
                            }
                        }
                        break following
                    }
                }
            }
        }
    }
}
