/// A regular expression whose search takes time in proportion to the text, whatever pattern and text are (ADR 11).
///
/// Literals, `.`, classes (`[a-z\d_]`, `[^…]`, `\d` `\w` `\s` and their opposites), groups (`(…)`, `(?:…)`, named
/// `(?<name>…)`), alternation, repetition (`*` `+` `?` `{n}` `{n,}` `{n,m}`, each with `?` for the shortest), the anchors
/// `^` `$` of a line and `\A` `\z` of the text, `\b` `\B`, and the flags `i` and `s` as `(?i)` or `(?i:…)`. Characters are
/// Unicode scalars; `\d` means 0 to 9, `\w` letters, digits, marks and `_` of all scripts. `.` stops at line ends.
///
/// Of several matches the leftmost counts, and of those the one that Perl and Swift prefer. What would need going back in the text
/// (look-around, references to groups, possessive repetition) does not exist.
public struct Pattern: Sendable, Hashable, CustomStringConvertible {
    /// UTF-8 bytes of a pattern.
    public static let longest = 1000

    /// As written.
    public let text: String
    let program: PatternProgram
    /// ASCII in lower case that a text, in lower case too, has to hold for any match; empty if nothing is known.
    public let required: [UInt8]

    public init(_ text: String) throws(PatternMistake) {
        guard text.utf8.count <= Self.longest else {
            throw PatternMistake("longer than \(Self.longest) bytes", at: 0)
        }
        var parser = PatternParser(text)
        let node = try parser.parse()
        self.text = text
        program = try PatternProgram(node, names: parser.names)
        required = node.required
    }

    /// The names of its groups, each once, in order of appearance.
    public var names: [String] {
        program.names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The first match at or behind a byte offset.
    public func firstMatch(in text: PatternText, from start: Int = 0) -> PatternMatch? {
        var search = PatternSearch(program, text)
        return search.first(from: start)
    }

    /// Matches one after the other. Each search may look at the whole rest of the text, so the work is bounded by `limit`
    /// times the text.
    public func matches(in text: PatternText, limit: Int) -> [PatternMatch] {
        var search = PatternSearch(program, text)
        var found: [PatternMatch] = []
        var start = 0
        while found.count < limit, let match = search.first(from: start) {
            found.append(match)
            // An empty match is not found twice.
            start = match.range.isEmpty ? text.offset(behind: match.range.upperBound) : match.range.upperBound
            if start > text.bytes.count { break }
        }
        return found
    }

    public func matches(_ text: PatternText) -> Bool {
        guard program.instructions.count * text.bytes.count > Self.quickly else { return firstMatch(in: text) != nil }
        var scan = PatternScan(program)
        return scan.matches(text)
    }

    /// Instructions times bytes up to which nothing has to be made ready.
    private static let quickly = 1 << 14

    public func matches(_ text: String) -> Bool { matches(PatternText(text)) }

    public var description: String { text }
    public static func == (left: Self, right: Self) -> Bool { left.text == right.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
