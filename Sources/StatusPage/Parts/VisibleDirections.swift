extension String {
    /// The same with each character that turns the direction of writing as `‹U+202E›`, so that what it would hide is read:
    /// `invoice_‹U+202E›gnp.exe` instead of a name that seems to end in `exe.png`. For what may be fraud.
    var withVisibleDirections: String {
        guard unicodeScalars.contains(where: \.turnsDirection) else { return self }
        var shown = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar.turnsDirection {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                shown += "‹U+\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)›".unicodeScalars
            } else {
                shown.append(scalar)
            }
        }
        return String(shown)
    }
}

extension Unicode.Scalar {
    /// Unicode's Bidi_Control: marks, embeddings, overrides and isolates (UAX #9 §2).
    fileprivate var turnsDirection: Bool {
        switch value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
