import Domain

/// What the files of an answer break beside the marketplace's hard limits.
struct FileDetector {
    let policy: ContentPolicy
    let facts: ContentFacts

    init(_ policy: ContentPolicy, _ facts: ContentFacts) {
        self.policy = policy
        self.facts = facts
    }

    /// Rules with the name of the file that breaks them.
    func marks(_ files: [Attachment]) -> [(RuleName, String)] {
        var marks: [(RuleName, String)] = []
        let total = files.reduce(0) { $0 + $1.bytes.count }
        if let advised = policy.advisedFileBytes, total > advised, let largest = files.max(by: Self.isSmaller) {
            marks.append((.largeFiles, largest.name))
        }
        if let most = policy.filesPerOrder, !files.isEmpty, facts.filesBefore + files.count > most {
            let first = max(0, most - facts.filesBefore)
            marks.append((.orderFiles, files.dropFirst(first).first?.name ?? ""))
        }
        let names = PhraseDetector([(.invoice, Self.invoiceNames)])
        for file in files where !names.marks(in: CheckedText.Line(Self.spelt(file.name), number: 1)).isEmpty {
            marks.append((.invoice, file.name))
        }
        return marks
    }

    private static func isSmaller(_ left: Attachment, _ right: Attachment) -> Bool {
        left.bytes.count < right.bytes.count
    }

    /// `Factuur_2026-1.pdf` in words.
    private static func spelt(_ name: String) -> Substring {
        String(name.map { $0.isLetter ? $0 : " " })[...]
    }

    private static let invoiceNames = ["factuur*", "btwfactuur*", "facture*", "invoice*", "rechnung*", "faktura*"]
}
