import Domain

/// An admin's regular expression of an order number (`order_pattern`).
///
/// The syntax is that of Swift's `Regex`. A group named `order` is the number, without one the whole match is. A match
/// counts only where no letter or digit stands directly beside it.
///
/// `Regex` backtracks, so a pattern with nested repetition can take long on a text made for it; therefore it only ever
/// sees a subject or the first ``textLimit`` bytes of a body, one line at a time, each cut after ``lineLimit`` characters.
public struct OrderPattern: Sendable, Hashable {
    /// Why a pattern cannot be used.
    public struct SyntaxError: Error, Sendable, CustomStringConvertible {
        public var pattern: String
        public var problem: String
        public var description: String { "\"\(pattern)\" is no regular expression: \(problem)" }
    }

    /// Bytes of a text that are searched.
    public static let textLimit = 65_536
    /// Characters of one line that are searched.
    public static let lineLimit = 500

    public let pattern: String

    public init(_ pattern: String) throws(SyntaxError) {
        do {
            _ = try Regex(pattern)
        } catch {
            throw SyntaxError(pattern: pattern, problem: "\(error)")
        }
        self.pattern = pattern
    }

    /// The different numbers in a text, in order of appearance.
    func numbers(in text: some StringProtocol) -> [OrderNumber] {
        // `Regex` is no `Sendable`; making it anew costs less than reading the mail did.
        guard let regex = try? Regex(pattern) else { return [] }
        var found: [OrderNumber] = []
        for line in String(text).boundedUTF8(Self.textLimit).split(whereSeparator: \.isNewline) {
            let line = line.prefix(Self.lineLimit)
            for match in line.matches(of: regex) {
                let range = match.output["order"]?.range ?? match.range
                guard !range.isEmpty, Self.standsAlone(range, in: line) else { continue }
                let number = OrderNumber(String(line[range]))
                if !found.contains(number) { found.append(number) }
            }
        }
        return found
    }

    private static func standsAlone(_ range: Range<Substring.Index>, in line: Substring) -> Bool {
        func isWord(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber } ?? false }
        return !isWord(line[..<range.lowerBound].last) && !isWord(line[range.upperBound...].first)
    }
}
