import Domain
import Patterns

extension NotificationRule {
    /// What the rule takes from a mail, with the evidence that it went by; nil if it does not fit.
    func match(_ evidence: NotificationEvidence) -> NotificationFacts? {
        var facts = NotificationFacts(self)
        guard fitsHeader(evidence, &facts), fitsSender(evidence, &facts) else { return nil }
        guard isOneFitting(subject, [evidence.subject], .subject, &facts),
            isOneFitting(anywhere, [evidence.subject] + evidence.texts, .text, &facts),
            isOneFitting(links, evidence.linkTexts, .link, &facts),
            isOneFitting(body, evidence.texts, .text, &facts)
        else { return nil }
        facts.take(capture, from: evidence)
        return facts
    }

    private func fitsHeader(_ evidence: NotificationEvidence, _ facts: inout NotificationFacts) -> Bool {
        for field in header {
            guard let text = evidence.field(field.name),
                let match = field.pattern.firstMatch(in: PatternText(text.boundedUTF8(NotificationEvidence.textLimit)))
            else { return false }
            facts.note(.header)
            facts.take(match, from: .header)
        }
        return true
    }

    private func fitsSender(_ evidence: NotificationEvidence, _ facts: inout NotificationFacts) -> Bool {
        if let isRelayed {
            guard isRelayed == evidence.isRelayed else { return false }
            if isRelayed { facts.note(.sender) }
        }
        if !from.isEmpty {
            guard let domain = evidence.mail.senderDomain, domain.isWithin(from.compactMap { DomainName($0) }) else {
                return false
            }
            facts.note(.sender)
        }
        guard !fromLocal.isEmpty else { return true }
        let name = PatternText(evidence.mail.senderAddress.map { String($0.localPart) } ?? "")
        return isOneFitting(fromLocal, [name], .sender, &facts)
    }

    /// Whether one of the patterns fits one of the texts, or there is none to fit.
    private func isOneFitting(
        _ patterns: [Pattern], _ texts: [PatternText], _ place: NotificationFacts.Place,
        _ facts: inout NotificationFacts
    ) -> Bool {
        var isFitting = patterns.isEmpty
        for pattern in patterns where facts.take(pattern, from: texts, place) { isFitting = true }
        if !patterns.isEmpty, isFitting { facts.note(place) }
        return isFitting
    }
}
