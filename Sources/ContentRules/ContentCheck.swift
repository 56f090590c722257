public import Domain
import Replies

/// Looks through an answer before it is posted. Time is linear in the text's length; nothing is changed.
public struct ContentCheck: Sendable {
    let policy: ContentPolicy
    let facts: ContentFacts
    private let ownWords: PhraseDetector
    private let otherBuyers: OrderDetector
    private let otherOrders: OrderDetector

    /// More places that break one rule tell nobody more.
    static let mostOfRule = 5

    public init(_ policy: ContentPolicy, _ facts: ContentFacts = ContentFacts()) {
        self.policy = policy
        self.facts = facts
        ownWords = PhraseDetector([(.words, policy.words)])
        otherBuyers = OrderDetector(facts.otherBuyersOrders)
        otherOrders = OrderDetector(facts.otherOrders.filter { !facts.otherBuyersOrders.contains($0) })
    }

    /// All places that break a rule: those of the text from top to bottom, then what concerns the whole text and the files.
    public func findings(in text: String, files: [Attachment] = []) -> [Finding] {
        let checked = CheckedText(text)
        var found: [Finding] = []
        var counts: [RuleName: Int] = [:]
        for line in checked.lines {
            found += findings(in: line, &counts).sorted { ($0.column ?? 0) < ($1.column ?? 0) }
        }
        for rule in whole(checked) where policy[rule] != .off {
            found.append(Finding(rule: rule, action: policy[rule]))
        }
        for (rule, name) in FileDetector(policy, facts).marks(files) where policy[rule] != .off {
            found.append(Finding(rule: rule, action: policy[rule], excerpt: name))
        }
        return found
    }

    private func findings(in line: CheckedText.Line, _ counts: inout [RuleName: Int]) -> [Finding] {
        guard !line.folded.isEmpty else { return [] }
        var found: [Finding] = []
        func look(_ rule: RuleName, _ marks: @autoclosure () -> [Range<Int>]) {
            let left = Self.mostOfRule - counts[rule, default: 0]
            guard policy[rule] != .off, left > 0 else { return }
            for range in marks().prefix(left) {
                found.append(line.finding(rule, policy[rule], at: range))
                counts[rule, default: 0] += 1
            }
        }
        if !line.isQuoted {
            look(.link, LinkDetector(policy, facts).marks(in: line))
            look(.address, AddressDetector(facts).marks(in: line))
            look(.phone, PhoneDetector.marks(in: line))
            look(.bank, BankDetector.marks(in: line))
        }
        look(.placeholder, PlaceholderDetector.marks(in: line))
        look(.otherBuyer, otherBuyers.marks(in: line))
        look(.otherOrder, otherOrders.marks(in: line))
        look(.hidden, HiddenDetector.marks(in: line))
        look(.markup, MarkupDetector.marks(in: line))
        look(.decoration, DecorationDetector.marks(in: line))
        let words = PhraseDetector.builtIn.marks(in: line) + ownWords.marks(in: line)
        // Who asks is told of the parcel.
        for mark in words where mark.rule != .tracking || facts.isOpening { look(mark.rule, [mark.range]) }
        return found
    }

    /// Rules that the text breaks as a whole.
    private func whole(_ text: CheckedText) -> [RuleName] {
        var rules: [RuleName] = []
        if facts.isOpening || policy.comparesLanguageOfAnswers, let wanted = facts.language,
            let guessed = LanguageGuess(text).language, guessed != wanted
        {
            rules.append(.language)
        }
        if !facts.isOpening, SalutationDetector.isBare(text) { rules.append(.salutation) }
        if let window = facts.isOpening ? policy.openingWindow : policy.answerWindow, let age = facts.age, age > window
        {
            rules.append(.late)
        }
        return rules
    }
}
