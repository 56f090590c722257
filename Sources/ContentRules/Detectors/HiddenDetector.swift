import Replies

/// Characters that nobody sees and that change what is read: without width between letters, digits or points, or such that
/// turn the direction of writing.
enum HiddenDetector {
    static func marks(in line: CheckedText.Line) -> [Range<Int>] {
        guard line.text.utf8.contains(where: { $0 >= 0xC2 }) else { return [] }
        let scalars = Array(line.text.unicodeScalars)
        var offset = 0
        for (index, scalar) in scalars.enumerated() {
            if scalar.hasNoWidth, isTrick(scalars, index) {
                // The word around it, as far as folding left it.
                let next = line.origins.firstIndex { $0 > offset } ?? line.origins.count
                guard next > 0 else { return [0..<min(1, line.folded.count)] }
                return [next - 1..<min(next + 1, line.folded.count)]
            }
            offset += UTF8.width(scalar)
        }
        return []
    }

    private static func isTrick(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        switch scalars[index].value {
        case 0x202A...0x202E, 0x2066...0x2069: return true
        // Flags of regions are written so: U+1F3F4 and tags.
        case 0xE0000...0xE007F: return !scalars[..<index].suffix(7).contains { $0.value == 0x1F3F4 }
        default:
            guard index > 0, index + 1 < scalars.count else { return false }
            return isPlain(scalars[index - 1]) && isPlain(scalars[index + 1])
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x250 && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            || scalar == "." || scalar == "@"
    }
}
