import Replies

/// Where money could be sent to or taken from: IBANs whose check digits are right (ISO 13616), BICs and account numbers
/// behind a word that says so, payment cards whose last digit is right (ISO/IEC 7812-1).
enum BankDetector {
    static func marks(in line: CheckedText.Line) -> [Range<Int>] {
        let bytes = line.folded.bytes
        let found = Array(IBAN.ranges(in: bytes).prefix(ContentCheck.mostOfRule))
        return found
            + (CardNumber.ranges(in: bytes) + labelled(line)).filter { range in
                !found.contains { $0.overlaps(range) }
            }
    }

    private static func labelled(_ line: CheckedText.Line) -> [Range<Int>] {
        let text = line.folded
        var found: [Range<Int>] = []
        for label in ["bic", "swift", "swift-code", "bic/swift"] {
            guard let word = text.word(label), let code = value(text.bytes, behind: word.upperBound) else { continue }
            // `swift delivery` is small print.
            let isCode = label.contains("bic") || line.hasCapitals(at: code)
            if isCode, isBIC(text.bytes[code]) { found.append(word.lowerBound..<code.upperBound) }
        }
        for label in Self.accountLabels {
            guard let word = text.word(label) else { continue }
            let rest = word.upperBound..<min(text.count, word.upperBound + 24)
            let digits = text.bytes[rest].count(where: FoldedText.isDigit)
            if digits >= 6 { found.append(word.lowerBound..<rest.upperBound) }
        }
        return found
    }

    private static let accountLabels = [
        "kontonummer", "kontonr", "konto-nr", "kto", "blz", "bankleitzahl", "account number", "sort code",
        "rekeningnummer", "numéro de compte", "numer konta", "numer rachunku", "nr konta",
    ]

    /// The next word behind blanks, colons and the like.
    private static func value(_ bytes: [UInt8], behind start: Int) -> Range<Int>? {
        var start = start
        let end = min(bytes.count, start + 12)
        while start < end, !FoldedText.isWordByte(bytes[start]) { start += 1 }
        guard start < end else { return nil }
        let length = bytes[start...].prefix(12).prefix(while: FoldedText.isWordByte).count
        return start..<start + length
    }

    /// Six letters, then two and perhaps three letters or digits (ISO 9362).
    private static func isBIC(_ code: ArraySlice<UInt8>) -> Bool {
        (code.count == 8 || code.count == 11) && code.prefix(6).allSatisfy { (0x61...0x7A).contains($0) }
    }
}
