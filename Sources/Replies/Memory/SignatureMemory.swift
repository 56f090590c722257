/// What the last mails of one agent with one client had in common at their ends, and where in a further mail such an end
/// is a signature.
///
/// Agents end many mails with the same words that are no signature. So what is cut stands below closing formula and name,
/// or is letterhead in a paragraph of its own, and has no line in it that anybody would say to a buyer.
public struct SignatureMemory: Sendable, Hashable {
    /// The common lines as digests, top to bottom.
    let suffix: [UInt64]

    /// Mails that have to agree.
    public static let mails = 3
    /// Lines that a signature has at least.
    static let lowest = 2

    /// - Parameter tails: of the last mails; nil if there are fewer than ``mails``, or they have not two lines in common.
    public init?(_ tails: [MailTail]) {
        guard tails.count >= Self.mails, let first = tails.first else { return nil }
        var count = first.digests.count
        for tail in tails.dropFirst().prefix(Self.mails - 1) {
            let common = zip(first.digests.reversed(), tail.digests.reversed()).prefix { $0 == $1 }.count
            count = min(count, common)
        }
        guard count >= Self.lowest else { return nil }
        suffix = Array(first.digests.suffix(count))
    }

    /// The first line of the signature at the end of `lines`; nil if none is known there.
    func start(in lines: [Line]) -> Int? {
        let shown = lines.indices.filter { MailTail.digest(of: lines[$0].text) != nil }
        let known = zip(shown.reversed(), suffix.reversed()).prefix { MailTail.digest(of: lines[$0].text) == $1 }.count
        guard known >= Self.lowest else { return nil }
        var block = shown.suffix(known)
        let isBelowClosing = dropClosing(&block, shown, lines)
        let isSaid = { (index: Int) in Self.isSaid(lines[index].text) }
        if isBelowClosing {
            // Whatever stands below the name beside the letterhead is looked at without the memory.
            guard !block.contains(where: isSaid) else { return nil }
        } else if let last = block.lastIndex(where: isSaid) {
            block = block[(last + 1)...]
        }
        guard block.count >= Self.lowest, let start = block.first else { return nil }
        return isBelowClosing || isLetterhead(block, lines) ? start : nil
    }

    /// Takes closing formula and name from the beginning of `block`; whether they stand there or directly above.
    private func dropClosing(_ block: inout ArraySlice<Int>, _ shown: [Int], _ lines: [Line]) -> Bool {
        let isFormula = { (place: Int) in ClosingFormula.isFormula(lines[shown[place]].text) }
        let isName = { (place: Int) in SignatureLine.isName(lines[shown[place]].text) }
        let first = block.startIndex
        var end: Int
        if let formula = block.indices.last(where: isFormula) {
            end = formula + 1
        } else if first > 0, isFormula(first - 1) {
            end = first
        } else {
            return first > 1 && isFormula(first - 2) && isName(first - 1)
        }
        if end < block.endIndex, isName(end) { end += 1 }
        block = block[end...]
        return true
    }

    /// Contact data in a paragraph of its own that no sentence announces.
    private func isLetterhead(_ block: ArraySlice<Int>, _ lines: [Line]) -> Bool {
        guard let start = block.first, start > 0, lines[start - 1].isBlank,
            block.contains(where: { SignatureLine.isLetterhead(lines[$0].text) })
        else { return false }
        let above = lines[..<start].last { !$0.isBlank }
        return above.map { !($0.text.last.map { ":,".contains($0) } ?? false) } ?? true
    }

    /// A line that could be meant for the buyer: greeting, closing, clause, question, postscript, or one that goes on.
    private static func isSaid(_ line: String) -> Bool {
        if Greeting.isGreeting(line) || ClosingFormula.isFormula(line) || SignatureLine.isPostscript(line) {
            return true
        }
        if SignatureLine.isLetterhead(line) { return false }
        return SignatureLine.isClause(line) || line.last.map { "?:,!.".contains($0) } ?? false
            || line.first { $0.isLetter || $0.isNumber }.map { !$0.isUppercase && !$0.isNumber } ?? true
    }
}
