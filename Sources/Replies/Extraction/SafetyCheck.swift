import Domain

/// The last look at a text before it may go out: nothing of ours, nothing internal. What marketplaces forbid is another
/// module's question.
struct SafetyCheck {
    let sent: SentText
    let options: ExtractionOptions

    /// Why `lines` must not go out; faults of the extractor first.
    func problem(in lines: [String]) -> HoldReason? {
        let text = lines.joined(separator: "\n")
        if containsBridgeText(text) { return .bridgeText }
        for line in lines {
            guard let part = sent.part(ofLine: line) else { continue }
            let count = words(of: line).count
            if part == .internal, count >= 2 { return .internalText }
            if part == .head, count >= 3 { return .bridgeText }
            if part == nil, count >= SentText.run, !line.hasPrefix(">") { return .sameAsSent }
        }
        if sent.hasInternalRun(in: text) { return .internalText }
        if sent.hasHeadLine(in: text) { return .bridgeText }
        if let limit = options.maximumLength, text.count > limit { return .tooLong }
        if let usual = options.usualLength, usual > 0, text.count > 3 * usual, text.count > 400 {
            return .unusualLength
        }
        return nil
    }

    private func containsBridgeText(_ text: String) -> Bool {
        let folded = text.lowercased()
        if ReplyMarker.isIn(folded) || FoldedText(folded).contains("[[mb:") || FoldedText(folded).contains("data-mb") {
            return true
        }
        let links = ContactData.links(in: folded).map(ContactData.host)
        if links.contains(where: { host in options.bridgeHosts.contains { $0.lowercased() == host } }) { return true }
        let prepared = FoldedText(folded)
        return options.ownAddresses.contains { address in
            let own = address.withoutDetail
            return prepared.contains(own.text.lowercased())
                || own.localPart.utf8.count >= 4 && prepared.contains("\(own.localPart.lowercased())+")
        }
    }
}
