import Replies

/// Emojis and other pictures in place of letters.
enum DecorationDetector {
    static func marks(in line: CheckedText.Line) -> [Range<Int>] {
        guard line.text.utf8.contains(where: { $0 >= 0xE2 }) else { return [] }
        var index = 0
        for scalar in line.plain.unicodeScalars {
            let width = UTF8.width(scalar)
            if scalar.properties.isEmojiPresentation || scalar.value == 0xFE0F { return [index..<index + width] }
            index += width
        }
        return []
    }
}
