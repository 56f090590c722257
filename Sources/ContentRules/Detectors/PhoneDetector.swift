import Replies

/// Phone numbers: with an international or trunk prefix and separators, or behind a word that says so.
enum PhoneDetector {
    static func marks(in line: CheckedText.Line) -> [Range<Int>] {
        // An account's number can look like a phone number: `IBAN FR76 3000 6000 0112 3456 7890 189`.
        let accounts = BankDetector.marks(in: line)
        return ContactData.phones(in: line.folded, limit: 100).filter { range in
            !accounts.contains { $0.overlaps(range) }
        }
    }
}
