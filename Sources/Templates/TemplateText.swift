/// The text of a template, taken apart at its `{{variables}}`.
public struct TemplateText: Sendable, Hashable {
    public enum Piece: Sendable, Hashable {
        case words(String)
        case value(TemplateVariable)
    }

    /// What is wrong with a text, and where.
    public struct Mistake: Error, Sendable, Hashable {
        public enum Kind: Sendable, Hashable {
            case unknownVariable(String)
            /// `{{` without `}}` on the same line, or the other way round.
            case unclosed
            case empty
        }

        public var kind: Kind
        /// Line of the text, from 1.
        public var line: Int
    }

    /// A variable that has no value.
    public struct Missing: Error, Sendable, Hashable {
        public var variables: [TemplateVariable]
    }

    public let pieces: [Piece]

    public init(_ text: String) throws(Mistake) {
        var pieces: [Piece] = []
        var words = ""
        var rest = text[...]
        var line = 1
        while let character = rest.first {
            if rest.hasPrefix("{{") {
                let inner = rest.dropFirst(2).prefix { $0 != "}" && $0 != "{" && !$0.isNewline }
                let end = inner.endIndex
                guard text[end...].hasPrefix("}}") else { throw Mistake(kind: .unclosed, line: line) }
                let name = String(inner.filter { !$0.isWhitespace })
                guard let variable = TemplateVariable(rawValue: name) else {
                    throw Mistake(kind: .unknownVariable(name), line: line)
                }
                if !words.isEmpty { pieces.append(.words(words)) }
                words = ""
                pieces.append(.value(variable))
                rest = text[end...].dropFirst(2)
            } else if rest.hasPrefix("}}") {
                throw Mistake(kind: .unclosed, line: line)
            } else {
                if character.isNewline { line += 1 }
                words.append(character.isNewline ? "\n" : character)
                rest = rest.dropFirst()
            }
        }
        if !words.isEmpty { pieces.append(.words(words)) }
        let isEmpty = pieces.allSatisfy {
            if case .words(let text) = $0 { text.allSatisfy(\.isWhitespace) } else { false }
        }
        guard !isEmpty else { throw Mistake(kind: .empty, line: 1) }
        self.pieces = pieces
    }

    /// Each once, in the order of the text.
    public var variables: [TemplateVariable] {
        var seen: [TemplateVariable] = []
        for case .value(let variable) in pieces where !seen.contains(variable) { seen.append(variable) }
        return seen
    }

    /// The text for a buyer. A value is put in as it is and not looked into again; one that is missing or blank refuses.
    public func filled(_ values: [TemplateVariable: String]) throws(Missing) -> String {
        let missing = variables.filter { values[$0]?.allSatisfy(\.isWhitespace) ?? true }
        guard missing.isEmpty else { throw Missing(variables: missing) }
        var text = ""
        for piece in pieces {
            switch piece {
            case .words(let words): text += words
            case .value(let variable): text += values[variable] ?? ""
            }
        }
        return text
    }
}
