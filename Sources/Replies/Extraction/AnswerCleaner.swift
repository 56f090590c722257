/// Takes away what is not the answer from the lines around the history: signature, footers, disclaimers, banners.
struct AnswerCleaner {
    private(set) var lines: [Line]
    /// What was cut, in the order of the mail.
    var removed: [Line] { banner + tail }
    /// What was cut at the end.
    var tail: [Line] { cuts.reversed().flatMap(\.self) }
    private var banner: [Line] = []
    private var cuts: [[Line]] = []
    /// The sentence that stands where the signature is cut.
    private(set) var cutSentence: Line?
    /// How the mail ends: what a signature is known by the next time.
    private(set) var ending = MailTail(digests: [])
    /// Something was taken as signature.
    private(set) var hadSignature = false

    /// Lines that a signature behind a delimiter may have.
    private static let signatureHeight = 14

    init(_ lines: [Line], _ options: ExtractionOptions) {
        self.lines = lines
        dropBanner()
        dropTail()
        ending = MailTail(self.lines)
        dropKnownSignature(options)
        dropMarkedSignature()
        dropDelimitedSignature()
        dropTail()
        dropLetterheadBehindClosing()
        dropTail()
        while let first = self.lines.first, first.isBlank, first.images.isEmpty { self.lines.removeFirst() }
    }

    var isEmpty: Bool { lines.allSatisfy(\.isBlank) }

    private mutating func cut(from index: Int) {
        guard index < lines.count else { return }
        cuts.append(Array(lines[index...]))
        lines.removeSubrange(index...)
    }

    // MARK: Ends of the text

    /// A mail server's warning on top.
    private mutating func dropBanner() {
        guard let first = lines.firstIndex(where: { !$0.isBlank }) else { return }
        let end = lines[first...].firstIndex(where: \.isBlank) ?? lines.endIndex
        guard end - first <= 6, end < lines.endIndex,
            Disclaimer.isBanner(lines[first..<end].map(\.text).joined(separator: " "))
        else { return }
        banner += lines[..<end]
        lines.removeSubrange(..<end)
    }

    /// Empty lines, rules, footers of phones, disclaimers at the end, in any order.
    private mutating func dropTail() {
        while let last = lines.indices.last {
            if lines[last].isBlank && lines[last].images.isEmpty || isDanglingRule(last) {
                cut(from: last)
                continue
            }
            if MobileFooter.isFooter(lines[last].text) {
                cut(from: last)
                continue
            }
            var first = last
            while first > 0, !lines[first - 1].isBlank, last - first < 40 { first -= 1 }
            guard Disclaimer.isDisclaimer(lines[first...].map(\.text).joined(separator: " ")) else { return }
            cut(from: disclaimerStart(first))
        }
    }

    /// A disclaimer that follows directly below the text, without an empty line, takes only its own lines with it.
    private func disclaimerStart(_ first: Int) -> Int {
        var start = first
        var index = lines.count - 1
        while index > first {
            let rest = lines[index...].map(\.text).joined(separator: " ")
            if lines.count - index > 12 { break }
            if Disclaimer.isDisclaimer(rest) {
                start = index
                break
            }
            index -= 1
        }
        // Only short lines may stand above it in the paragraph: they are its wrapped beginning.
        let above = lines[first..<start]
        return above.contains {
            ContactData.isLetterhead($0.text) || ClosingFormula.isFormula($0.text) || $0.text.utf8.count < 40
        }
            ? start : first
    }

    private func isDanglingRule(_ index: Int) -> Bool {
        let text = lines[index].text
        return Separator.isRule(text) || text == "--" || text == "-- " || text == "—"
            || text == "__"
    }

    // MARK: Signatures

    /// One that the administrator gave, or that the agent's last mails had.
    private mutating func dropKnownSignature(_ options: ExtractionOptions) {
        let given = options.signatures.compactMap { start(ofGiven: $0) }.min()
        guard let start = given ?? options.learnedSignature?.start(in: lines) else { return }
        hadSignature = true
        cut(from: start)
        dropTail()
    }

    /// Compared by words, because clients wrap anew.
    private func start(ofGiven signature: [String]) -> Int? {
        let wanted = signature.flatMap { words(of: $0) }
        guard !wanted.isEmpty else { return nil }
        var left = wanted[...]
        for index in lines.indices.reversed() {
            let words = words(of: lines[index].text)
            guard left.count >= words.count, left.suffix(words.count).elementsEqual(words) else { return nil }
            left.removeLast(words.count)
            if left.isEmpty { return index }
        }
        return nil
    }

    /// Lines in an element that the client calls signature, at the end. Agents also write into it: what they wrote stays.
    private mutating func dropMarkedSignature() {
        var first = lines.count
        while first > 0, lines[first - 1].isSignature || lines[first - 1].isBlank { first -= 1 }
        while first < lines.count, !lines[first].isSignature { first += 1 }
        guard first < lines.count, lines[..<first].contains(where: { !$0.isBlank }) else { return }
        let shown = lines.indices[first...].filter { !lines[$0].isBlank }
        if let formula = shown.first(where: { ClosingFormula.isFormula(lines[$0].text) }) {
            let end = endOfClosing(formula)
            guard sentence(in: shown.filter { $0 >= end }) == nil else { return }
            hadSignature = true
            cut(from: end)
        } else if !shown.contains(where: { SignatureLine.isClause(lines[$0].text) }) {
            hadSignature = true
            cut(from: first)
        }
    }

    private mutating func dropDelimitedSignature() {
        var remaining = lines.count { !$0.isBlank }
        for index in lines.indices {
            guard !lines[index].isBlank else { continue }
            remaining -= 1
            guard remaining <= SignatureDelimiter.tallest, let delimiter = SignatureDelimiter(lines[index].text) else {
                continue
            }
            let rest = lines[(index + 1)...].filter { !$0.isBlank }.map(\.text)
            guard !rest.isEmpty, delimiter.cuts(rest, height: Self.signatureHeight) else { continue }
            if delimiter != .standard {
                cutSentence = cutSentence ?? sentence(in: Array(lines.indices[(index + 1)...]))
            }
            hadSignature = true
            cut(from: index)
            return
        }
    }

    /// Closing formula, name, then company and register data without any delimiter, as German letters end.
    private mutating func dropLetterheadBehindClosing() {
        let shown = lines.indices.filter { !lines[$0].isBlank }
        if let formula = shown.last(where: { ClosingFormula.isFormula(lines[$0].text) }) {
            let behind = shown.filter { $0 > formula }
            guard behind.prefix(10).contains(where: { SignatureLine.isLetterhead(lines[$0].text) }) else { return }
            let end = endOfClosing(formula)
            let dropped = behind.filter { $0 >= end }
            cutSentence = cutSentence ?? sentence(in: dropped)
            hadSignature = true
            cut(from: end)
        } else {
            dropLetterheadWithoutClosing(shown)
        }
    }

    /// The last paragraphs are nothing but short lines with letterhead data among them. An address that the text
    /// announces with a colon belongs to it.
    private mutating func dropLetterheadWithoutClosing(_ shown: [Int]) {
        var first = shown.count
        while first > 0, shown.count - first < 14 {
            var start = first - 1
            while start > 0, shown[start - 1] == shown[start] - 1, first - start < 14 { start -= 1 }
            let paragraph = shown[start..<first].map { lines[$0].text }
            let letterheads = paragraph.count { SignatureLine.isLetterhead($0) }
            let isLast = first == shown.count
            guard letterheads >= (isLast ? 2 : 1), letterheads * 3 >= paragraph.count,
                !paragraph.contains(where: { SignatureLine.isSentence($0) && !SignatureLine.isLetterhead($0) }),
                start == 0 || lines[shown[start - 1]].text.last != ":",
                !paragraph.contains(where: { SignatureLine.announces($0) && !SignatureLine.isLetterhead($0) })
            else { break }
            first = start
        }
        guard first < shown.count else { return }
        hadSignature = true
        cut(from: shown[first] + (first > 0 && SignatureLine.isName(lines[shown[first]].text) ? 1 : 0))
    }

    /// Behind the formula that stands in line `formula` and the name below it.
    private func endOfClosing(_ formula: Int) -> Int {
        var index = formula + 1
        while index < lines.count, lines[index].isBlank || ClosingFormula.isFormula(lines[index].text) { index += 1 }
        if index < lines.count, SignatureLine.isName(lines[index].text) { return index + 1 }
        return formula + 1
    }

    /// A sentence before the first letterhead line, or a postscript anywhere.
    private func sentence(in indices: [Int]) -> Line? {
        if let index = indices.first(where: { SignatureLine.isPostscript(lines[$0].text) }) { return lines[index] }
        for index in indices {
            let text = lines[index].text
            if Disclaimer.isDisclaimer(text) { return nil }
            if SignatureLine.isRequest(text) { return lines[index] }
            if SignatureLine.isLetterhead(text) { return nil }
            if SignatureLine.isSentence(text) { return lines[index] }
        }
        return nil
    }
}
