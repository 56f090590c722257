import Replies

/// Web addresses with or without scheme, also bare hosts and such with spelt dots, unless their host is allowed; and the
/// agent's own domains.
struct LinkDetector {
    let policy: ContentPolicy
    let facts: ContentFacts

    init(_ policy: ContentPolicy, _ facts: ContentFacts) {
        self.policy = policy
        self.facts = facts
    }

    func marks(in line: CheckedText.Line) -> [Range<Int>] {
        let plain = line.plain
        var found: [Range<Int>] = []
        var isSettled = [Bool](repeating: false, count: line.folded.count)
        func settle(_ range: Range<Int>, host: some StringProtocol) {
            guard !isSettled[range].contains(true) else { return }
            for index in range { isSettled[index] = true }
            if !policy.allows(host: host) { found.append(range) }
        }
        for link in ContactData.links(in: plain) {
            var link = link
            // The sentence's own signs.
            while let last = link.utf8.last, ".,;:!?".utf8.contains(last) { link.removeLast() }
            let start = plain.utf8.distance(from: plain.startIndex, to: link.startIndex)
            settle(start..<start + link.utf8.count, host: ContactData.host(of: link))
        }
        for host in BareHosts.hosts(in: line) { settle(host.range, host: host.name) }
        for domain in facts.ownDomains {
            guard let range = line.folded.word(domain.lowercased()), !isAddress(line, range) else { continue }
            settle(range, host: domain)
        }
        return found
    }

    /// The domain of a mail address is the address rule's.
    private func isAddress(_ line: CheckedText.Line, _ range: Range<Int>) -> Bool {
        range.lowerBound > 0 && line.folded.bytes[range.lowerBound - 1] == UInt8(ascii: "@")
    }
}
