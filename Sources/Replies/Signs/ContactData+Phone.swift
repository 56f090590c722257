extension ContactData {
    /// Where phone numbers stand, the first `limit` of them; no order, tracking or article numbers: a phone number has an
    /// international or trunk prefix with separators, or a word that says so in front.
    package static func phones(in text: FoldedText, limit: Int = 20) -> [Range<Int>] {
        let bytes = text.bytes
        var found: [Range<Int>] = []
        var index = 0
        while index < bytes.count, found.count < limit {
            guard FoldedText.isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "+") else {
                index += 1
                continue
            }
            let end = numberEnd(bytes, index)
            if isPhone(bytes[index..<end], before: bytes[..<index]) { found.append(index..<end) }
            index = max(end, index + 1)
        }
        return found
    }

    /// Digits with blanks, slashes, dashes, points and brackets between them.
    private static func numberEnd(_ bytes: [UInt8], _ start: Int) -> Int {
        var end = start + 1
        var index = end
        while index < bytes.count {
            if FoldedText.isDigit(bytes[index]) {
                end = index + 1
            } else if !" /-.()".utf8.contains(bytes[index]) || index - end >= 3 {
                break
            }
            index += 1
        }
        return end
    }

    private static func isPhone(_ number: ArraySlice<UInt8>, before: ArraySlice<UInt8>) -> Bool {
        let digits = number.filter(FoldedText.isDigit)
        guard (6...16).contains(digits.count) else { return false }
        if isLabelled(before) { return true }
        // Part of a longer code: `MKT0800 1234`, `X-0251/55`.
        if let byte = before.last, FoldedText.isWordByte(byte) || "-/.#".utf8.contains(byte) { return false }
        let groups = number.split { !FoldedText.isDigit($0) && $0 != UInt8(ascii: "+") }.map(\.count)
        if number.first == UInt8(ascii: "+") { return digits.count >= 8 && digits.count <= 15 }
        guard digits.first == UInt8(ascii: "0"), (9...15).contains(digits.count), groups.count >= 2 else {
            return false
        }
        if isDate(groups) || groups == [2, 5, 5] { return false }
        // `03 55 50 01 23`, `0251 5550123`, `0800/123 45 67`
        return groups[0] <= 6 && groups[0] >= 2
    }

    private static func isDate(_ groups: [Int]) -> Bool {
        groups.count >= 3 && groups[0] <= 2 && groups[1] <= 2 && (groups[2] == 4 || groups[2] == 2 && groups.count == 3)
    }

    private static func isLabelled(_ before: ArraySlice<UInt8>) -> Bool {
        let text = FoldedText(String(decoding: before.suffix(28), as: UTF8.self))
        let labels = [
            "tel", "telefon", "telefonnummer", "telefonisch unter", "rufnummer", "hotline", "phone", "call", "fax",
            "mobil",
            "mobile", "handy", "handynummer", "whatsapp", "tél", "téléphone", "telefoon", "telefoonnummer", "gsm",
            "numer telefonu",
            "ruf", "anrufen unter",
        ]
        return labels.contains { label in
            guard let found = text.word(label) else { return false }
            let rest = text.bytes[found.upperBound...]
            return rest.count <= 6 && rest.allSatisfy { !FoldedText.isDigit($0) }
        }
    }
}
