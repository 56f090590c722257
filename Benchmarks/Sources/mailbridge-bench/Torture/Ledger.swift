import Sandbox

/// What the buyers and the agent did: the one side of the comparison. The other is what mailbox and marketplaces hold.
actor Ledger {
    struct Question: Sendable {
        /// Stands in the text and nowhere else.
        var marker: String
        var marketplace: SandboxMarketplace
        var conversation: String
        /// Message-ID of the notification.
        var notification: String
    }

    struct Reply: Sendable {
        var marker: String
        var messageID: String
        /// The question that its ticket mail brought.
        var question: String
        var text: String
    }

    private(set) var questions: [Question] = []
    private(set) var replies: [Reply] = []
    /// How often each mail was put into the mailbox, by Message-ID.
    private(set) var deliveries: [String: Int] = [:]

    func add(_ question: Question) {
        questions.append(question)
        deliveries[question.notification, default: 0] += 1
    }

    func add(_ reply: Reply) { replies.append(reply) }

    func delivered(_ messageID: String) { deliveries[messageID, default: 0] += 1 }

    /// Conversations of a marketplace that questions were asked in.
    func conversations(_ marketplace: SandboxMarketplace) -> [String] {
        Array(Set(questions.filter { $0.marketplace == marketplace }.map(\.conversation))).sorted()
    }
}

/// `q0017x`: found in any rendering, and never part of another marker.
func marker(_ kind: String, _ number: Int) -> String {
    "\(kind)\(String(repeating: "0", count: max(0, 4 - String(number).count)))\(number)x"
}

/// Markers of a kind in the order in which they stand in the text.
func markers(_ kind: Character, in text: String) -> [String] {
    let words: [Substring] = text.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    return words.filter { word in
        word.count == 6 && word.first == kind && word.last == "x" && word.dropFirst().dropLast().allSatisfy(\.isNumber)
    }.map(String.init)
}
