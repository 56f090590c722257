import Replies

/// Whether a letter has neither its opening nor its end.
enum SalutationDetector {
    static func isBare(_ text: CheckedText) -> Bool {
        let lines = text.lines.map(\.text).filter { $0.contains { !$0.isWhitespace } }
        guard let first = lines.first else { return false }
        let opens = Greeting.isGreeting(first) || Greeting.isGreeting(String(first.prefix { !",!.".contains($0) }))
        return !opens && !lines.suffix(4).contains(where: ClosingFormula.isFormula)
    }
}
