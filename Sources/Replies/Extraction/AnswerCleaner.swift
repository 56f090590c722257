/// Takes away what is not the answer from the lines around the history: signature, footers, disclaimers, banners.
struct AnswerCleaner {
    private(set) var lines: [Line]
    /// What was cut, in the order of the mail.
    var removed: [Line] { banner + tail }
    /// What was cut at the end.
    var tail: [Line] { cuts.reversed().flatMap(\.self) }
    private var banner: [Line] = []
    private var cuts: [[Line]] = []
    /// A sentence stands where the signature is cut.
    private(set) var cutsSentence = false
    /// Something was taken as signature.
    private(set) var hadSignature = false

    /// Lines that a signature behind a delimiter may have.
    private static let signatureHeight = 14

    init(_ lines: [Line], signatures: [[String]]) {
        self.lines = lines
        dropBanner()
        dropTail()
        dropKnownSignature(signatures)
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

    private mutating func dropKnownSignature(_ signatures: [[String]]) {
        let shown = lines.indices.filter { !lines[$0].isBlank }
        for signature in signatures {
            let keys = signature.map { LineKey($0) }.filter { !$0.isEmpty }
            guard !keys.isEmpty, shown.count >= keys.count else { continue }
            let tail = shown.suffix(keys.count)
            guard zip(tail, keys).allSatisfy({ LineKey(lines[$0].text) == $1 }), let first = tail.first else {
                continue
            }
            hadSignature = true
            cut(from: first)
            dropTail()
            return
        }
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
            guard !hasSentence(in: shown.filter { $0 >= end }) else { return }
            hadSignature = true
            cut(from: end)
        } else if !shown.contains(where: { isClause(lines[$0].text) }) {
            hadSignature = true
            cut(from: first)
        }
    }

    /// A short statement: `Das Paket kommt morgen.`
    private func isClause(_ line: String) -> Bool {
        isSentence(line) && !isLetterhead(line)
            || words(of: line).count >= 3 && line.last.map { ".!?".contains($0) } == true && !isLetterhead(line)
                && !line.contains(where: \.isNumber)
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
            guard behind.prefix(10).contains(where: { isLetterhead(lines[$0].text) }) else { return }
            let end = endOfClosing(formula)
            let dropped = behind.filter { $0 >= end }
            cutsSentence = cutsSentence || hasSentence(in: dropped)
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
            let letterheads = paragraph.count { isLetterhead($0) }
            let isLast = first == shown.count
            guard letterheads >= (isLast ? 2 : 1), letterheads * 3 >= paragraph.count,
                !paragraph.contains(where: { isSentence($0) && !isLetterhead($0) }),
                start == 0 || lines[shown[start - 1]].text.last != ":"
            else { break }
            first = start
        }
        guard first < shown.count else { return }
        hadSignature = true
        cut(from: shown[first] + (first > 0 && isName(lines[shown[first]].text) ? 1 : 0))
    }

    /// Behind the formula that stands in line `formula` and the name below it.
    private func endOfClosing(_ formula: Int) -> Int {
        var index = formula + 1
        while index < lines.count, lines[index].isBlank || ClosingFormula.isFormula(lines[index].text) { index += 1 }
        if index < lines.count, isName(lines[index].text) { return index + 1 }
        return formula + 1
    }

    private func isName(_ line: String) -> Bool {
        let words = words(of: line)
        return (1...5).contains(words.count) && line.utf8.count <= 50 && !isLetterhead(line) && !isSentence(line)
            && !line.contains(where: \.isNumber) && line.first != "["
    }

    private func isLetterhead(_ line: String) -> Bool {
        ContactData.isLetterhead(line) && (!isSentence(line) || !ContactData.forbidden(in: line).isEmpty)
    }

    /// A clause that somebody wrote, not a line of a letterhead.
    private func isSentence(_ line: String) -> Bool {
        let words = words(of: line)
        guard let last = line.last(where: { !$0.isWhitespace }), let lastWord = words.last else { return false }
        if words.count >= 12 { return true }
        // `B.V.`, `o.o.`, `Ltd.` end company names.
        let endsName = last == "." && (lastWord.utf8.count < 3 || Self.companyEnds.contains(lastWord))
        return words.count >= 5 && ".!?".contains(last) && !endsName
    }

    private static let companyEnds: Set<String> = ["ltd", "inc", "corp", "gmbh", "sarl", "str", "llc", "plc"]

    /// A sentence before the first letterhead line, or a postscript anywhere.
    private func hasSentence(in indices: [Int]) -> Bool {
        for index in indices {
            let text = FoldedText(lines[index].text)
            if text.starts(withAnyOf: ["p.s.", "ps:", "p.s:", "ps.", "nb:", "n.b."]) { return true }
        }
        for index in indices {
            let text = lines[index].text
            if isLetterhead(text) || Disclaimer.isDisclaimer(text) { return false }
            if isSentence(text) { return true }
        }
        return false
    }
}
