import Domain
import Patterns
import Routing

extension ValueKind where Value == Pattern {
    /// A regular expression that is searched for in linear time.
    static var linearPattern: Self {
        ValueKind { node throws(Mistake) in
            let text = try ValueKind<String>.pattern.parse(node)
            do throws(PatternMistake) { return try Pattern(text) } catch {
                throw Mistake("not a valid pattern: \(error)", at: node.place)
            }
        } show: {
            tomlString($0.text)
        }
    }
}

extension ValueKind where Value == WholePattern {
    /// A regular expression that a number has to match as a whole.
    static var wholePattern: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value, (1...500).contains(text.utf8.count) else {
                throw .expected("a regular expression in quotes", found: node)
            }
            do throws(PatternMistake) { return try WholePattern(text) } catch {
                throw Mistake("not a valid regular expression: \(error)", at: node.place)
            }
        } show: {
            tomlString($0.text)
        }
    }
}

extension ValueKind where Value == String {
    /// ISO 3166-1, two capitals.
    static var country: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value, text.utf8.count == 2,
                text.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
            else {
                var mistake = Mistake.expected("a country of two capitals such as \"DE\"", found: node)
                if case .string(let text) = node.value, text.utf8.count == 2 {
                    mistake.message += "; did you mean \"\(text.uppercased())\"?"
                }
                throw mistake
            }
            return text
        } show: {
            tomlString($0)
        }
    }

    /// `image/jpeg`, or `image/*` for all of a kind.
    static var mediaType: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value else {
                throw .expected("a media type such as \"image/*\" or \"application/pdf\"", found: node)
            }
            let parts = text.lowercased().split(separator: "/", omittingEmptySubsequences: false)
            let isRight =
                parts.count == 2 && !parts[0].contains("*") && (parts[1] == "*" || !parts[1].contains("*"))
                && parts.allSatisfy { part in
                    !part.isEmpty && part.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ";") }
                }
            guard isRight else {
                throw .expected("a media type such as \"image/*\" or \"application/pdf\"", found: node)
            }
            return text.lowercased()
        } show: {
            tomlString($0)
        }
    }
}
