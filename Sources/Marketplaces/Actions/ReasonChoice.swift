/// Which of a marketplace's reasons an agent means.
public enum ReasonChoice: Sendable, Hashable {
    case reason(Reason)
    /// For the agent, with what can be chosen.
    case refused(String)

    /// - Parameters:
    ///   - word: a code, a label or the start of only one label, whatever its capitals; nil is enough where there is only
    ///     one reason.
    ///   - reasons: those that the marketplace takes.
    public init(_ word: String?, among reasons: [Reason]) {
        guard !reasons.isEmpty else {
            self = .refused("the marketplace offers no reason for this; it has to be done in the portal")
            return
        }
        let offer = reasons.map { $0.label == $0.code ? $0.code : "\($0.code) (\($0.label))" }.joined(separator: ", ")
        guard let word, !word.isEmpty else {
            if reasons.count == 1 {
                self = .reason(reasons[0])
            } else {
                self = .refused("a reason is needed, one of: \(offer)")
            }
            return
        }
        let wanted = ComparableText(word.lowercased())
        let begun = reasons.filter { ComparableText($0.label.lowercased()).text.hasPrefix(wanted.text) }
        if let exact = reasons.first(where: { $0.code == word })
            ?? reasons.first(where: {
                ComparableText($0.label.lowercased()) == wanted || $0.code.lowercased() == wanted.text
            }) ?? (begun.count == 1 ? begun.first : nil)
        {
            self = .reason(exact)
        } else {
            self = .refused(withoutAddresses("\"\(word.prefix(80))\" is none of the reasons: \(offer)"))
        }
    }
}
