import Domain
import Patterns

/// An admin's regular expression of an order number (`order_pattern`), searched for in linear time (ADR 11).
///
/// A group named `order` is the number, without one the whole match is. A match counts only where no letter or digit stands
/// directly beside it. It sees a subject or the first ``textLimit`` bytes of a body, one line at a time, each cut after
/// ``lineLimit`` characters.
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
    /// Numbers of one line that are looked at.
    private static let mostMatches = 100

    public let pattern: String
    private let compiled: Pattern

    public init(_ pattern: String) throws(SyntaxError) {
        do throws(PatternMistake) {
            compiled = try Pattern(pattern)
        } catch {
            throw SyntaxError(pattern: pattern, problem: "\(error)")
        }
        self.pattern = pattern
    }

    /// The different numbers in a text, in order of appearance.
    func numbers(in text: some StringProtocol) -> [OrderNumber] {
        var found: [OrderNumber] = []
        for line in String(text).boundedUTF8(Self.textLimit).split(whereSeparator: \.isNewline) {
            let line = PatternText(line.prefix(Self.lineLimit))
            for match in compiled.matches(in: line, limit: Self.mostMatches) {
                let range = match.groups.first { $0.name == "order" }?.range ?? match.range
                guard !range.isEmpty, Self.standsAlone(range, in: line) else { continue }
                let number = OrderNumber(line[range])
                if !found.contains(number) { found.append(number) }
            }
        }
        return found
    }

    private static func standsAlone(_ range: Range<Int>, in line: PatternText) -> Bool {
        func isWord(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber } ?? false }
        // A character has few bytes; more of the line need not be read.
        let before = line[max(0, range.lowerBound - 64)..<range.lowerBound]
        return !isWord(before.last) && !isWord(line[range.upperBound..<range.upperBound + 64].first)
    }
}
