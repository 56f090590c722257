/// The words of a text for comparison: runs of letters and digits in lower case. Punctuation, quote marks, bold marks and
/// wrapping do not count, so the same line is known again whatever a client did to it.
func words(of text: some StringProtocol) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
        if scalar.isWordScalar {
            word.append(scalar)
        } else if !word.isEmpty {
            words.append(String(word))
            word.removeAll(keepingCapacity: true)
        }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
}

extension Unicode.Scalar {
    var isWordScalar: Bool {
        if value < 0x80 {
            return (0x30...0x39).contains(value) || (0x61...0x7A).contains(value) || (0x41...0x5A).contains(value)
        }
        return properties.isAlphabetic || properties.numericType != nil || properties.generalCategory == .nonspacingMark
    }
}

/// A line's words as one value.
struct LineKey: Hashable {
    let text: String

    init(_ line: some StringProtocol) { text = words(of: line).joined(separator: " ") }

    var isEmpty: Bool { text.isEmpty }
}
