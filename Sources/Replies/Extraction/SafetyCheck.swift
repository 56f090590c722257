import Domain

/// The last look at a text before it may go out: nothing of ours, nothing internal. What marketplaces forbid is another
/// module's question.
struct SafetyCheck {
    let sent: SentText
    let options: ExtractionOptions

    struct Problem {
        var reason: HoldReason
        /// Index of the line in question.
        var line: Int?
    }

    /// Why `lines` must not go out; faults of the extractor first.
    func problem(in lines: [String]) -> Problem? {
        let text = lines.joined(separator: "\n")
        if containsBridgeText(text) {
            return Problem(reason: .bridgeText, line: lines.firstIndex(where: containsBridgeText))
        }
        for (index, line) in lines.enumerated() {
            guard let part = sent.part(ofLine: line) else { continue }
            let count = words(of: line).count
            if part == .internal, count >= 2 { return Problem(reason: .internalText, line: index) }
            if part == .head, count >= 3 { return Problem(reason: .bridgeText, line: index) }
            if part == nil, count >= SentText.run, !line.hasPrefix(">") { return Problem(reason: .sameAsSent) }
        }
        if let line = sent.internalRun(in: lines) { return Problem(reason: .internalText, line: line) }
        if let line = sent.headLine(in: lines) { return Problem(reason: .bridgeText, line: line) }
        if let limit = options.maximumLength, text.count > limit { return Problem(reason: .tooLong) }
        if let usual = options.usualLength, usual > 0, text.count > 3 * usual, text.count > 400 {
            return Problem(reason: .unusualLength)
        }
        return nil
    }

    private func containsBridgeText(_ text: String) -> Bool {
        let folded = text.lowercased()
        let prepared = FoldedText(folded)
        // The marker, and the tag of subjects where addresses cannot carry the token.
        if prepared.contains("[mb:") || prepared.contains("data-mb") { return true }
        if TicketToken.isInMessageID(in: folded) { return true }
        let links = ContactData.links(in: folded).map(ContactData.host)
        if links.contains(where: { host in options.bridgeHosts.contains { $0.lowercased() == host } }) { return true }
        return options.ownAddresses.contains { address in
            let own = address.withoutDetail
            return prepared.contains(own.text.lowercased())
                || own.localPart.utf8.count >= 4 && prepared.contains("\(own.localPart.lowercased())+")
        }
    }
}
