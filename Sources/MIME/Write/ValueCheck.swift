/// Refuses the characters by which a value could break out of its field, and more text than readers keep.
func checkText(
    _ value: String, field: String, allowsTab: Bool = false, limit: Int = WriteLimits.text
) throws(WriteError) {
    if value.unicodeScalars.contains(where: { $0.isControl && !(allowsTab && $0 == "\t") }) {
        throw WriteError(field: field, .controlCharacter)
    }
    if value.utf8.count > limit { throw WriteError(field: field, .tooLong) }
}

extension Unicode.Scalar {
    /// Of the category Cc (U+0000–U+001F, U+007F–U+009F), or a line or paragraph separator: what readers may take for the
    /// end of a line, and our own turns into blanks.
    var isControl: Bool { value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0x2028 || value == 0x2029 }

    /// Blanks, line ends, direction marks and other signs without a shape, which no address or id needs. The joiners
    /// U+200C and U+200D are part of words in several scripts.
    var isInvisible: Bool {
        if value < 0x7F { return value <= 0x20 }
        switch properties.generalCategory {
        case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator, .surrogate: return true
        case .format: return value != 0x200C && value != 0x200D
        default: return false
        }
    }
}
