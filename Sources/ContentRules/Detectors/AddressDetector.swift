import Replies

/// Mail addresses as written, and such that are disguised: `anna (at) example.com`, `anna at example punkt com`.
struct AddressDetector {
    let allowed: [String]

    init(_ facts: ContentFacts) { allowed = facts.allowedAddresses.map { $0.lowercased() } }

    func marks(in line: CheckedText.Line) -> [Range<Int>] {
        let written = ContactData.mailAddresses(in: line.folded, limit: 1_000)
        let disguised = disguised(line.folded.bytes).filter { range in !written.contains { $0.overlaps(range) } }
        return disguised
            + written.filter { range in
                var address = line.folded.bytes[range]
                while let last = address.last, ".,;:!?".utf8.contains(last) { address.removeLast() }
                return !allowed.contains(String(decoding: address, as: UTF8.self))
            }
    }

    private func disguised(_ bytes: [UInt8]) -> [Range<Int>] {
        let tokens = Token.tokens(of: bytes)
        var found: [Range<Int>] = []
        for index in tokens.indices where tokens[index].isWord {
            guard let at = At(tokens, at: index + 1), tokens.indices.contains(at.end), tokens[at.end].isWord else {
                continue
            }
            guard let end = domainEnd(tokens, from: at.end, needsWord: !at.isSure) else { continue }
            found.append(tokens[index].range.lowerBound..<tokens[end].range.upperBound)
        }
        return found
    }

    /// The last token of a domain that begins at `start`; nil if none does.
    ///
    /// - Parameter needsWord: a dot has to be spelt, because the sign before may be an ordinary word
    private func domainEnd(_ tokens: [Token], from start: Int, needsWord: Bool) -> Int? {
        var last = start
        var hasSpelt = false
        for _ in 0..<4 {
            if let dot = SpeltDot(tokens, at: last + 1), tokens.indices.contains(dot.end), tokens[dot.end].isWord {
                hasSpelt = true
                last = dot.end
            } else if last + 2 < tokens.count, tokens[last + 1].text == ".", tokens[last + 2].isWord {
                last += 2
            } else {
                break
            }
            if ContactData.topDomains.contains(tokens[last].text), hasSpelt || !needsWord { return last }
        }
        return nil
    }

    /// The sign between name and domain.
    private struct At {
        let end: Int
        /// It cannot mean anything else.
        let isSure: Bool

        init?(_ tokens: [Token], at index: Int) {
            guard tokens.indices.contains(index) else { return nil }
            let first = tokens[index].text
            if "([{<".contains(first), index + 2 < tokens.count, ")]}>".contains(tokens[index + 2].text),
                ["at", "ät", "@", "a", "arobase", "malpa", "małpa"].contains(tokens[index + 1].text)
            {
                end = index + 3
                isSure = true
            } else if ["@", "klammeraffe", "arobase", "apenstaartje", "małpa", "malpa"].contains(first) {
                end = index + 1
                isSure = true
            } else if ["at", "ät"].contains(first) {
                end = index + 1
                isSure = false
            } else {
                return nil
            }
        }
    }
}
