extension Unicode.Scalar {
    /// Takes no room where it stands, so that a word can be broken or reversed without anybody seeing it.
    package var hasNoWidth: Bool {
        switch value {
        case 0xAD, 0x034F, 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF,
            0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// Blanks beside the ordinary one and the tabulator.
    var isBlank: Bool {
        switch value {
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// In lower case, the wide forms of ASCII (U+FF01 to U+FF5E) as ASCII, digits of other scripts as `0` to `9`,
    /// typographic apostrophes as straight ones.
    var plainText: String {
        if (0xFF01...0xFF5E).contains(value), let narrow = Unicode.Scalar(value - 0xFEE0) {
            return String(Character(narrow)).lowercased()
        }
        if value == 0x2019 { return "'" }
        if properties.numericType == .decimal, let digit = properties.numericValue, (0...9).contains(digit) {
            return String(Int(digit))
        }
        return properties.lowercaseMapping
    }
}
