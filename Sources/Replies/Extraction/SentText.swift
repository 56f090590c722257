/// All that the bridge sent on a ticket, indexed so that each line of a reply can be compared in one pass.
struct SentText {
    /// What a line of a reply has to do with what was sent.
    struct Match: Sendable, Hashable {
        /// The line is ours: known as a whole, or all its words stand in known runs of five.
        var isOurs = false
        /// Part of the sent mail it comes from, if that is known.
        var part: TicketPart?
        /// Share of its words, 0 to 1, that stand in known runs.
        var share = 0.0
    }

    /// Words in a run; shorter runs are too common to prove anything.
    static let run = 5

    private var lines: [String: TicketPart?] = [:]
    /// Lines that begin as commands do.
    private var commands: Set<String> = []
    private var numbers: [String: Int] = [:]
    private var runs: [Run: TicketPart?] = [:]
    /// Whole lines of the head, by their first run.
    private var heads: [Run: [[Int]]] = [:]
    let isEmpty: Bool

    init(_ mails: [SentMail]) {
        isEmpty = mails.allSatisfy { $0.lines.isEmpty }
        for mail in mails {
            var stream: [(number: Int, part: TicketPart?)] = []
            for line in mail.lines {
                let words = words(of: line.text)
                guard !words.isEmpty else { continue }
                let key = words.joined(separator: " ")
                lines[key] = Self.stricter(lines[key] ?? line.part, line.part)
                if ReplyCommand(line.text, number: 0) != nil { commands.insert(key) }
                let numbers = words.map { number(of: $0) }
                stream += numbers.map { ($0, line.part) }
                if line.part == .head, numbers.count >= Self.run {
                    heads[Run(numbers, 0), default: []].append(numbers)
                }
            }
            guard stream.count >= Self.run else { continue }
            let numbers = stream.map(\.number)
            for start in 0...(stream.count - Self.run) {
                var part = stream[start].part
                for next in start + 1..<start + Self.run { part = Self.stricter(part, stream[next].part) }
                let key = Run(numbers, start)
                runs[key] = Self.stricter(runs[key] ?? part, part)
            }
        }
    }

    /// Compares lines in order; runs may go over line ends, because clients wrap anew.
    func matches(_ texts: [String]) -> [Match] {
        var matches = [Match](repeating: Match(), count: texts.count)
        guard !isEmpty else { return matches }
        var stream: [Int] = []
        var places: [Int] = []
        var counts = [Int](repeating: 0, count: texts.count)
        let shown = ActionTargets(removingFrom: texts)
        for line in shown.consumed { matches[line] = Match(isOurs: true, part: .internal, share: 1) }
        for (line, text) in shown.lines.enumerated() {
            let words = words(of: text)
            counts[line] = words.count
            for word in words { stream.append(numbers[word] ?? -1) }
            places += repeatElement(line, count: words.count)
            if let part = lines[words.joined(separator: " ")], !words.isEmpty {
                matches[line].isOurs = true
                matches[line].part = part
            }
        }
        var known = [Bool](repeating: false, count: stream.count)
        if stream.count >= Self.run {
            for start in 0...(stream.count - Self.run) {
                guard let part = runs[Run(stream, start)] else { continue }
                for index in start..<start + Self.run {
                    known[index] = true
                    let line = places[index]
                    if matches[line].part == nil { matches[line].part = part }
                }
            }
        }
        for (index, line) in places.enumerated() where known[index] { matches[line].share += 1 / Double(counts[line]) }
        for line in matches.indices where counts[line] > 0 && matches[line].share > 0.99 { matches[line].isOurs = true }
        return matches
    }

    /// The line in which five words running begin that stand in an internal part.
    func internalRun(in lines: [String]) -> Int? { firstRun(in: lines) { key, _ in runs[key] == .some(.internal) } }

    /// The line in which a whole line of a head begins, five words long or longer.
    func headLine(in lines: [String]) -> Int? {
        firstRun(in: lines) { key, rest in heads[key]?.contains { rest.starts(with: $0) } ?? false }
    }

    private func firstRun(in lines: [String], where isFound: (Run, ArraySlice<Int>) -> Bool) -> Int? {
        var stream: [Int] = []
        var ends: [Int] = []
        for line in lines {
            stream += words(of: line).map { numbers[$0] ?? -1 }
            ends.append(stream.count)
        }
        guard stream.count >= Self.run else { return nil }
        let first = (0...(stream.count - Self.run)).first { start in
            isFound(Run(stream, start), stream[start...])
        }
        return first.flatMap { start in ends.firstIndex { $0 > start } }
    }

    /// The part of a whole line; `.some(nil)` if it was sent, but in an unknown part.
    func part(ofLine line: String) -> TicketPart?? { lines[LineKey(line).text] }

    /// Whether a line is a command that stood on no line of its own in what was sent. Mails offer commands behind a label, and
    /// name what was done: the same words as a command are new.
    func isNewCommand(_ line: String) -> Bool {
        ReplyCommand(line, number: 0) != nil && !commands.contains(LineKey(line).text)
    }

    private mutating func number(of word: String) -> Int {
        if let number = numbers[word] { return number }
        numbers[word] = numbers.count
        return numbers.count - 1
    }

    /// Five words running, by their numbers.
    private struct Run: Hashable {
        private let words: SIMD8<Int32>

        init(_ numbers: [Int], _ start: Int) {
            var words = SIMD8<Int32>()
            for index in 0..<SentText.run { words[index] = Int32(truncatingIfNeeded: numbers[start + index]) }
            self.words = words
        }
    }

    /// Of two parts the one that must less leave the house.
    private static func stricter(_ left: TicketPart?, _ right: TicketPart?) -> TicketPart? {
        for part in [TicketPart.internal, .head] where left == part || right == part { return part }
        return left == right ? left : left == nil || right == nil ? left ?? right : .answer
    }
}
