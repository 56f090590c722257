import Replies

/// Hosts that stand in a text without scheme and path: `seller-shop.de`, `seller-shop (punkt) de`.
enum BareHosts {
    struct Host {
        let range: Range<Int>
        let name: String
    }

    static func hosts(in line: CheckedText.Line) -> [Host] {
        written(in: line) + spelt(in: line)
    }

    // MARK: With dots

    private static func written(in line: CheckedText.Line) -> [Host] {
        let bytes = line.folded.bytes
        var found: [Host] = []
        var index = 0
        while index < bytes.count {
            let length = hostLength(bytes, index)
            guard length > 0 else {
                index += scalarLength(bytes[index])
                continue
            }
            var end = index
            while end < bytes.count, hostLength(bytes, end) > 0 { end += hostLength(bytes, end) }
            let isMail = index > 0 && bytes[index - 1] == at || end < bytes.count && bytes[end] == at
            if !isMail, let range = host(bytes, index..<end), !isNewSentence(line, range) {
                found.append(Host(range: range, name: String(decoding: bytes[range], as: UTF8.self)))
            }
            index = end
        }
        return found
    }

    /// The host in a run of letters, digits, points and dashes; nil if it is none.
    private static func host(_ bytes: [UInt8], _ run: Range<Int>) -> Range<Int>? {
        var start = run.lowerBound
        var end = run.upperBound
        while start < end, bytes[start] == point || bytes[start] == dash { start += 1 }
        while end > start, bytes[end - 1] == point || bytes[end - 1] == dash { end -= 1 }
        guard end - start <= 253 else { return nil }
        let labels = bytes[start..<end].split(separator: point, omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, labels.allSatisfy({ !$0.isEmpty && $0.count <= 63 }) else {
            return nil
        }
        let ending = String(decoding: last, as: UTF8.self)
        guard ContactData.topDomains.contains(ending), !(words.contains(ending) && !closes(bytes, end)) else {
            return nil
        }
        let name = labels[labels.count - 2]
        return name.count >= 2 && name.contains { !FoldedText.isDigit($0) } ? start..<end : nil
    }

    /// Endings that are also words: behind a forgotten blank they begin a sentence.
    private static let words: Set<String> = ["es", "it", "me", "no", "be", "se", "at", "io"]

    /// Whether nothing follows that would go on with a sentence.
    private static func closes(_ bytes: [UInt8], _ end: Int) -> Bool {
        guard end + 1 < bytes.count, bytes[end] == 0x20 else { return true }
        return !(0x61...0x7A).contains(bytes[end + 1])
    }

    /// `Danke.Es` is no host: a capital behind the point and small letters after it.
    private static func isNewSentence(_ line: CheckedText.Line, _ range: Range<Int>) -> Bool {
        guard let dot = line.folded.bytes[range].lastIndex(of: point), dot + 2 < line.origins.count else {
            return false
        }
        let bytes = Array(line.text.utf8.dropFirst(line.origins[dot + 1]).prefix(2))
        guard bytes.count == 2 else { return false }
        return (0x41...0x5A).contains(bytes[0]) && (0x61...0x7A).contains(bytes[1])
    }

    // MARK: With words for dots

    private static func spelt(in line: CheckedText.Line) -> [Host] {
        let tokens = Token.tokens(of: line.folded.bytes)
        var found: [Host] = []
        for index in tokens.indices.dropLast() where tokens[index].isWord {
            guard let dot = SpeltDot(tokens, at: index + 1), tokens.indices.contains(dot.end) else { continue }
            let ending = tokens[dot.end]
            guard ending.isWord, ContactData.topDomains.contains(ending.text) else { continue }
            guard dot.isBracketed || dot.goesWith(ending.text) else { continue }
            found.append(
                Host(
                    range: tokens[index].range.lowerBound..<ending.range.upperBound,
                    name: "\(tokens[index].text).\(ending.text)"))
        }
        return found
    }

    // MARK: Bytes

    private static let at = UInt8(ascii: "@")
    private static let point = UInt8(ascii: ".")
    private static let dash = UInt8(ascii: "-")

    /// The bytes of the character at `index` if it can be part of a host, else 0.
    private static func hostLength(_ bytes: [UInt8], _ index: Int) -> Int {
        let byte = bytes[index]
        if byte < 0x80 {
            return FoldedText.isDigit(byte) || (0x61...0x7A).contains(byte) || byte == point || byte == dash ? 1 : 0
        }
        // Letters of two bytes; signs lie below U+00C0 and above U+07FF.
        return (0xC3...0xDF).contains(byte) && index + 1 < bytes.count ? 2 : 0
    }

    private static func scalarLength(_ byte: UInt8) -> Int {
        switch byte {
        case 0xF0...: 4
        case 0xE0...: 3
        case 0xC0...: 2
        default: 1
        }
    }
}
