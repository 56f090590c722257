extension Unicode.Scalar {
    /// False for what a terminal obeys (C0, DEL, C1), what turns the order of the text around it (Bidi_Control and its like) and
    /// what only some take for the end of a line.
    public var isPrintable: Bool {
        switch value {
        case ..<0x20, 0x7F..<0xA0: false
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x206F, 0xFFF9...0xFFFB: false
        default: true
        }
    }
}

/// Text that somebody else wrote, as a person may see it at a terminal or in a log.
extension String {
    /// With its tabs and line feeds, CR LF being one; blanks are in place of other control characters, U+FFFD of what turns text.
    public var printable: String { shown(keepsLines: true) }

    /// On one line: blanks are in place of tabs and line feeds too.
    public var printableLine: String { shown(keepsLines: false) }

    /// A JSON text in which such characters stand as `\u` escapes, as those of C0 do already: it says the same.
    public var printableJSON: String {
        if utf8.allSatisfy({ $0 < 0x7F }) { return self }
        var result = UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar.isPrintable || scalar.value < 0x20 {
                result.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16)
                result.append(
                    contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".unicodeScalars)
            }
        }
        return String(result)
    }

    private func shown(keepsLines: Bool) -> String {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) || keepsLines && ($0 == 0x0A || $0 == 0x09) }) { return self }
        var result = UnicodeScalarView()
        var isAfterReturn = false
        for scalar in unicodeScalars {
            if isAfterReturn, scalar != "\n" { result.append(" ") }
            isAfterReturn = scalar == "\r"
            switch scalar {
            case "\r": continue
            case "\n" where keepsLines, "\t" where keepsLines: result.append(scalar)
            case _ where scalar.isPrintable: result.append(scalar)
            case _ where scalar.value < 0xA0: result.append(" ")
            default: result.append("\u{FFFD}")
            }
        }
        if isAfterReturn { result.append(" ") }
        return String(result)
    }
}
