/// The line that a client puts above what it quotes: `On 23 Nov 2026, at 09:14, X <a@b> wrote:`.
///
/// All languages are always tried: clients write it in the agent's language, not in the ticket's. Words alone are no
/// evidence; a date, time or address has to stand with them.
enum Attribution {
    /// Joined lines longer than this are no attribution, in UTF-8 bytes.
    static let longest = 300

    /// Where an attribution stands that ends in line `last`; it spans at most three adjacent lines that are not empty.
    static func range(endingAt last: Int, in lines: [Line]) -> ClosedRange<Int>? {
        let end = FoldedText(lines[last].text)
        guard !lines[last].isBlank, mayEnd(end) || lines[last].isAttribution else { return nil }
        var candidates: [(first: Int, text: FoldedText)] = []
        var joined = ""
        var index = last
        while index >= 0, last - index < 3, !lines[index].isBlank, joined.utf8.count < longest {
            // A `>` in front of a continuation can belong to an address that was cut there.
            let piece =
                index == last ? rest(of: lines[index], after: index > 0 ? lines[index - 1] : nil) : lines[index].text
            joined = joined.isEmpty ? piece : piece + " " + joined
            guard joined.utf8.count <= longest else { break }
            candidates.append((index, FoldedText(joined)))
            index -= 1
        }
        // The line where it visibly begins decides; else the fewest lines that make one.
        let matching = candidates.filter(\.text.isAttribution)
        if let found = matching.first(where: \.text.beginsAttribution) ?? matching.first { return found.first...last }
        return brokenOver(last, lines)
    }

    /// Whether a line can be the last one of an attribution; a quick look that spares the rest.
    private static func mayEnd(_ text: FoldedText) -> Bool {
        guard let byte = text.bytes.last else { return false }
        if byte == UInt8(ascii: ":") || byte == UInt8(ascii: ">") || text.ends(with: "：") { return true }
        return text.endsWithVerb || text.starts(with: "message du ")
    }

    private static func rest(of line: Line, after previous: Line?) -> String {
        guard let previous, line.depth > previous.depth else { return line.text }
        let isAddressEnd = line.text.hasPrefix(":") || line.text.hasPrefix("wrote") || previous.text.contains("<")
        return isAddressEnd && line.text.utf8.count < 24 ? "> " + line.text : line.text
    }

    /// Some clients break the address out into lines of its own with a blank one before it: `On … at … X`, empty, `<`,
    /// `mailto:X <a@b>`, `> wrote:`.
    private static func brokenOver(_ last: Int, _ lines: [Line]) -> ClosedRange<Int>? {
        guard FoldedText(lines[last].text).ends(with: "wrote:"), lines[last].text.utf8.count <= 8 else { return nil }
        var sawAddress = false
        var index = last - 1
        while index >= 0, last - index <= 5 {
            let text = FoldedText(lines[index].text)
            if text.starts(with: "on "), text.hasDate, text.hasTime { return sawAddress ? index...last : nil }
            if text.hasAddress { sawAddress = true }
            guard text.isEmpty || text.hasAddress || text.bytes == [UInt8(ascii: "<")] else { return nil }
            index -= 1
        }
        return nil
    }
}

extension FoldedText {
    /// Begins as attributions do: with a language's first word, a weekday or a date.
    var beginsAttribution: Bool {
        startsWithDigit || AttributionWords.languages.contains { starts(withAnyOf: $0.starts) }
            || startsWithWeekday
    }

    /// `Mo., `, `czw., `, `Thu, `: a weekday with its point or comma.
    private var startsWithWeekday: Bool {
        let word = bytes.prefix { Self.isWordByte($0) }
        guard (2...24).contains(word.count), word.count < count, ".,".utf8.contains(bytes[word.count]) else {
            return false
        }
        return AttributionWords.weekdays.contains(String(decoding: word, as: UTF8.self))
    }

    var endsWithVerb: Bool {
        let text = trimmedTail
        return AttributionWords.languages.contains { $0.verbs.contains { text.ends(with: $0) } }
    }

    /// Has the words of an attribution and nothing else of it: `On 3 March, the shop wrote:`. No evidence by itself.
    var isBareAttribution: Bool {
        guard bytes.last == UInt8(ascii: ":"), count <= 120 else { return false }
        return AttributionWords.languages.contains { language in
            starts(withAnyOf: language.starts)
                && language.verbs.contains { verb in
                    guard let found = lastWord(verb) else { return false }
                    return !precededByPronoun(found.lowerBound) && !followedByPronoun(found.upperBound)
                }
        }
    }

    var isAttribution: Bool {
        guard count >= 8 else { return false }
        if isAttributionWithoutVerb { return true }
        guard hasDate || hasAddress else { return false }
        let hasColon = bytes.last == UInt8(ascii: ":") || ends(with: "：")
        return AttributionWords.languages.contains { isAttribution(in: $0, hasColon: hasColon) }
    }

    private func isAttribution(in language: AttributionWords.Language, hasColon: Bool) -> Bool {
        for verb in language.verbs {
            guard let found = lastWord(verb), found.lowerBound >= 2 else { continue }
            let tail = bytes[found.upperBound...].filter {
                !" :-*".utf8.contains($0) && $0 != 0xEF && $0 != 0xBC && $0 != 0x9A
            }
            if tail.isEmpty {
                // The verb ends the line.
                if !hasColon, !language.endsWithoutColon || !(hasAddress || hasTime) { continue }
                if precededByPronoun(found.lowerBound) { continue }
                if starts(withAnyOf: language.starts) || language.startsAnyhow { return true }
            } else if hasColon, hasAddress(before: found.lowerBound), hasDate(behind: found.upperBound) {
                // `X <a@b> kirjoitti 26.11.2026 kello 10.05:`
                return true
            } else if hasColon, language.nameMayFollow, tail.count <= 150 {
                if followedByPronoun(found.upperBound) { continue }
                if starts(withAnyOf: language.starts) || startsWithDigit { return true }
                if startsWithWeekday { return true }
                // `X schrieb am 23.11.2026 um 09:14:`
                if language.dateWords.contains(where: {
                    word($0, from: found.upperBound)?.lowerBound == found.upperBound + 1
                }),
                    hasDate
                {
                    return true
                }
            }
        }
        return false
    }

    /// `2017-11-24 16:32 GMT+01:00 X <a@b>:`, `Zitat von X <a@b>:`, `Message du 23/11/26 09:14`.
    private var isAttributionWithoutVerb: Bool {
        let text = trimmedTail
        if AttributionWords.quoting.contains(where: { starts(with: $0) }) {
            return bytes.last == UInt8(ascii: ":") && hasAddress
        }
        if starts(with: "message du ") { return hasDate && count <= 60 }
        guard text.bytes.last == UInt8(ascii: ">"), hasDate, hasAddress, (12...220).contains(count) else {
            return false
        }
        guard let open = text.bytes.lastIndex(of: UInt8(ascii: "<")), open >= 6 else { return false }
        let startsAsDate = startsWithDigit || startsWithWeekday
        return startsAsDate || (bytes.last == UInt8(ascii: ":") && hasTime)
    }

    private func lastWord(_ verb: String) -> Range<Int>? {
        var last: Range<Int>?
        var from = 0
        while let found = word(verb, from: from) {
            last = found
            from = found.lowerBound + 1
        }
        // Scripts without blanks, and `…@x>wrote:`.
        if last == nil, verb.utf8.first.map({ $0 >= 0x80 }) ?? false { return range(of: verb, from: 0) }
        return last
    }

    private func hasAddress(before index: Int) -> Bool {
        FoldedText(String(decoding: bytes[..<index], as: UTF8.self)).hasAddress
    }

    private func hasDate(behind index: Int) -> Bool {
        FoldedText(String(decoding: bytes[index...], as: UTF8.self)).hasDate
    }

    private func followedByPronoun(_ index: Int) -> Bool {
        let next = bytes[index...].drop { $0 == 0x20 }.prefix { Self.isWordByte($0) }
        return AttributionWords.pronouns.contains(String(decoding: next, as: UTF8.self))
    }

    private func precededByPronoun(_ index: Int) -> Bool {
        let before = bytes[..<index].reversed().drop { $0 == 0x20 }.prefix { Self.isWordByte($0) }
        return AttributionWords.pronouns.contains(String(decoding: before.reversed(), as: UTF8.self))
    }

    /// Without colon, blanks, dashes and stars at the end.
    private var trimmedTail: FoldedText {
        var end = bytes.endIndex
        while end > 0, " :-*".utf8.contains(bytes[end - 1]) { end -= 1 }
        return FoldedText(String(decoding: bytes[..<end], as: UTF8.self))
    }
}
