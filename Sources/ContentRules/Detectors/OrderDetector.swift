import Replies

/// Where numbers of other orders stand, as whole words.
struct OrderDetector {
    let numbers: [String]

    init(_ numbers: [String]) { self.numbers = numbers.map { $0.lowercased() } }

    func marks(in line: CheckedText.Line) -> [Range<Int>] { numbers.compactMap { line.folded.word($0) } }
}
