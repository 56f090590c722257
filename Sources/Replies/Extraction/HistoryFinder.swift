/// Tells the lines of a reply apart: what the agent wrote, and the history below, above or between.
struct HistoryFinder {
    let lines: [Line]
    let matches: [SentText.Match]
    let knowsSentText: Bool
    /// Unquoted lines that are commands of the agent's own, though a mail of ours may have the words.
    private let isCommand: [Bool]
    /// Lines of attributions, header blocks and separators.
    private var isStructure: [Bool]
    private var attributionEnds: Set<Int> = []
    private var separators: Set<Int> = []
    private var headers: Set<Int> = []

    init(_ lines: [Line], sent: SentText) {
        var lines = lines
        isStructure = [Bool](repeating: false, count: lines.count)
        knowsSentText = !sent.isEmpty
        matches = sent.matches(lines.map(\.text))
        isCommand = lines.map { $0.depth == 0 && sent.isNewCommand($0.text) }
        let headerBlock = HeaderBlock(lines)
        var blockEnd = -1
        for index in lines.indices where !lines[index].isBlank {
            if let range = Attribution.range(endingAt: index, in: lines) {
                for line in range { isStructure[line] = true }
                attributionEnds.insert(index)
            } else if Separator.isSeparator(lines[index].text) {
                isStructure[index] = true
                separators.insert(index)
            } else if index > blockEnd, let range = headerBlock.range(startingAt: index) {
                blockEnd = Self.withWrappedEnd(range, lines)
                for line in range.lowerBound...blockEnd where !lines[line].isBlank { isStructure[line] = true }
                headers.insert(index)
            }
        }
        Self.settleBareQuotes(&lines, attributionEnds)
        self.lines = lines
    }

    func find() -> History {
        let own = firstOwnLine
        let client = lines.indices.first { lines[$0].startsHistory || lines[$0].opensRest }
        let shape = lines.indices.first { isStructure[$0] || lines[$0].depth > 0 && !lines[$0].isBlank }
        guard let first = [own, client, shape].compactMap(\.self).min() else {
            return History(lines: lines, kinds: lines.map { $0.isBlank ? .blank : .new })
        }
        let certain = [own, client].compactMap(\.self).min()
        var start = first
        if certain == first { start = startAbove(first) }
        let kinds = kinds(from: start, certain: certain)
        var history = History(lines: lines, kinds: kinds)
        history.start = start
        history.isCertain = certain != nil
        history.isOwn = own != nil
        history.method = method(own: own, client: client, start: start)
        return history
    }

    // MARK: Start

    /// The first line that is certainly the bridge's: token, own mark, or the first of several lines that were sent.
    private var firstOwnLine: Int? {
        let marked = lines.indices.first { lines[$0].isMarker || lines[$0].part != nil }
        return [marked, firstRun].compactMap(\.self).min()
    }

    /// The first of at least two lines running that were sent, six words together: greetings are everybody's.
    private var firstRun: Int? {
        var first: Int?
        var count = 0
        var wordCount = 0
        for index in lines.indices where !lines[index].isBlank {
            // An agent may send again what an agent wrote before.
            let isRepeated = matches[index].part == .answer && lines[index].depth == 0 || isCommand[index]
            guard matches[index].isOurs, !isRepeated else {
                // Lines without words (`>`, rules) do not end a run.
                if !words(of: lines[index].text).isEmpty { first = nil; count = 0; wordCount = 0 }
                continue
            }
            first = first ?? index
            count += 1
            wordCount += words(of: lines[index].text).count
            if count >= 2, wordCount >= 6 { return first }
        }
        return nil
    }

    /// Clients put their own lines above ours. One in a language that we do not know still shows by its form: a date, an
    /// address and a colon at the end, or several labels below each other.
    private func startAbove(_ start: Int) -> Int {
        var start = start
        var index = start - 1
        while index >= 0, lines[index].isBlank || Separator.isRule(lines[index].text) { index -= 1 }
        guard index >= 0, start - index <= 4 else { return start }
        // The first half of a wrapped marker line.
        if index == start - 1, !isCommand[index],
            isMarkerSentence(lines[index].text) || matches[index].share > 0.5
        {
            start = index; index -= 1
        }
        guard index >= 0, !lines[index].isBlank else { return start }
        let text = FoldedText(lines[index].text)
        if text.bytes.last == UInt8(ascii: ":"), text.hasAddress || text.hasTime, text.hasDate { return index }
        // Right above our own mark the form is evidence enough: `On 3 March, the shop wrote:`.
        if text.isBareAttribution { return index }
        if text.bytes.last == UInt8(ascii: ":"), text.hasAddress, index > 0, FoldedText(lines[index - 1].text).hasDate {
            return index - 1
        }
        var top = index
        var hasEvidence = false
        while top >= 0, isLabelled(lines[top].text) {
            let text = FoldedText(lines[top].text)
            if text.hasAddress || text.hasDate && text.hasTime { hasEvidence = true }
            top -= 1
        }
        return index - top >= 3 && hasEvidence ? top + 1 : start
    }

    private func isLabelled(_ line: String) -> Bool {
        let text = FoldedText(line)
        guard let colon = text.bytes.prefix(24).firstIndex(of: UInt8(ascii: ":")), colon > 1 else { return false }
        return !text.bytes[..<colon].contains { FoldedText.isDigit($0) }
    }

    private func isMarkerSentence(_ line: String) -> Bool {
        let text = LineKey(line).text
        guard text.utf8.count >= 8 else { return false }
        return Self.markerSentences.contains { $0.hasPrefix(text) }
    }

    private static let markerSentences = ReplyMarker.sentences.map { LineKey($0).text }

    // MARK: Lines

    private func kinds(from start: Int, certain: Int?) -> [History.Kind] {
        var kinds = lines.map { $0.isBlank ? History.Kind.blank : .new }
        let body = lines.indices.dropFirst(start).first {
            !lines[$0].isBlank && !isStructure[$0] && !lines[$0].isAttribution
        }
        guard let body else {
            for index in lines.indices.dropFirst(start) { kinds[index] = .history }
            return kinds
        }
        let last = lastHistoryLine(from: start, body: body)
        let range = start...max(last, start)
        let context = Context(
            ownPartsKnown: knowsSentText && lines.indices[range].contains { matches[$0].isOurs },
            isOpen: lines[body].depth == 0 && lines[body].part == nil)
        for index in range where kinds[index] == .new { kinds[index] = kind(of: index, context) }
        // Something between a form that looks like the start and the certain start: whose text is it?
        if let certain, certain > start {
            for index in start..<min(certain, lines.count) where kinds[index] == .inserted { kinds[index] = .unclear }
        }
        for index in lines.indices.dropFirst(max(last, start) + 1) where kinds[index] == .new { kinds[index] = .after }
        return kinds
    }

    /// Where the history ends: behind the last line that is quoted, marked or ours; at the end of the mail if the history
    /// carries no marks at all.
    private func lastHistoryLine(from start: Int, body: Int) -> Int {
        var last = start
        // Short lines such as greetings are everybody's: they count as ours only with longer ones behind them.
        var lastShort = start
        var newBehindShort = false
        for index in lines.indices.dropFirst(start) where !lines[index].isBlank || lines[index].depth > 0 {
            if isStructure[index] || isMarked(index) || lines[index].isAttribution || isSolid(index, body) {
                last = index
                lastShort = index
                newBehindShort = false
            } else if isOurs(index, body), !newBehindShort {
                lastShort = index
            } else {
                newBehindShort = true
            }
        }
        if !newBehindShort { last = max(last, lastShort) }
        return isOpen(from: start, body: body, last: last) ? lines.count - 1 : last
    }

    /// Whether nothing shows where the history ends: it is not quoted, and what was sent is not known.
    private func isOpen(from start: Int, body: Int, last: Int) -> Bool {
        // A head of a further quoted mail without marks: all below it is older history.
        if isStructure[last] || lines[last].isAttribution { return true }
        let rest = lines.indices.dropFirst(start)
        if knowsSentText, rest.contains(where: { isSolid($0, body) }) { return false }
        if rest.contains(where: { lines[$0].part != nil }) { return false }
        return lines[body].depth == 0 || rest.contains { lines[$0].opensRest }
    }

    /// A line of ours, as far as the history goes: what an agent wrote before may stand behind quoted history as new text.
    private func isOurs(_ index: Int, _ body: Int) -> Bool {
        matches[index].isOurs && (matches[index].part != .answer || lines[index].depth >= lines[body].depth)
    }

    /// Long enough to be nobody else's.
    private func isSolid(_ index: Int, _ body: Int) -> Bool {
        isOurs(index, body) && words(of: lines[index].text).count >= 4
    }

    private func isMarked(_ index: Int) -> Bool {
        lines[index].depth > 0 || lines[index].isMarker || lines[index].part != nil
    }

    private struct Context {
        /// We know what was sent, and it stands here.
        let ownPartsKnown: Bool
        /// The range is quoted without marks.
        let isOpen: Bool
    }

    private func kind(of index: Int, _ context: Context) -> History.Kind {
        let line = lines[index]
        let match = matches[index]
        let isRepeated = match.part == .answer && line.depth == 0 && !context.isOpen
        if isStructure[index] || line.isMarker || line.isAttribution || match.isOurs && !isRepeated { return .history }
        let wordCount = words(of: line.text).count
        let isLoose = line.depth == 0 && line.part == nil && !context.isOpen
        if wordCount == 0 || isLinkOnly(line.text) && !isLoose { return .history }
        guard context.ownPartsKnown else {
            if line.depth > 0 || line.part != nil { return .history }
            return context.isOpen || isWrapRemnant(index) ? .history : .inserted
        }
        if match.share >= 0.6 { return wordCount <= 4 ? .history : .edited }
        if isMarkerSentence(line.text) { return .history }
        // Deeper quotes are older mails; the agent writes into the topmost.
        if line.depth > 1 { return .history }
        if line.depth == 1 { return .quotedNew }
        return .inserted
    }

    /// The rest of a quoted line that a client wrapped without a new quote mark.
    private func isWrapRemnant(_ index: Int) -> Bool {
        guard index > 0, index + 1 < lines.count, lines[index - 1].depth > 0, lines[index + 1].depth > 0 else {
            return false
        }
        return lines[index - 1].text.utf8.count >= 40 && (lines[index].text.first.map { !$0.isUppercase } ?? false)
    }

    private func isLinkOnly(_ line: String) -> Bool {
        let links = ContactData.links(in: line)
        return !links.isEmpty && words(of: line).count == links.reduce(0) { $0 + words(of: $1).count }
    }

    // MARK: Method

    private func method(own: Int?, client: Int?, start: Int) -> ReplyExtraction.Method {
        if lines.contains(where: { $0.part != nil }) || lines.contains(where: { $0.isMarker && $0.startsHistory }) {
            return .htmlID
        }
        if lines.contains(where: \.isMarker) { return .marker }
        if own != nil { return .sentText }
        if client != nil { return .htmlID }
        if attributionEnds.contains(where: { $0 - start <= 2 && $0 >= start }) { return .attribution }
        if headers.contains(start) { return .headerBlock }
        if separators.contains(start) { return .separator }
        return .quoteMarks
    }

    // MARK: Preparation

    /// A wrapped last label of a header block: at most two more lines up to the empty one.
    private static func withWrappedEnd(_ range: ClosedRange<Int>, _ lines: [Line]) -> Int {
        var end = range.upperBound
        while end + 1 < lines.count, end - range.upperBound < 3, !lines[end + 1].isBlank { end += 1 }
        return end - range.upperBound <= 2 && (end + 1 == lines.count || lines[end + 1].isBlank)
            ? end : range.upperBound
    }

    /// A `blockquote` without a client's mark is a quote only behind or around an attribution; else it is layout.
    private static func settleBareQuotes(_ lines: inout [Line], _ attributionEnds: Set<Int>) {
        var index = 0
        while index < lines.count {
            guard lines[index].bareDepth > 0, lines[index].depth == 0 else {
                index += 1
                continue
            }
            var end = index
            while end < lines.count,
                lines[end].bareDepth > 0 || lines[end].isBlank && end + 1 < lines.count && lines[end + 1].bareDepth > 0
            {
                end += 1
            }
            var before = index - 1
            while before >= 0, lines[before].isBlank { before -= 1 }
            let first = (index..<end).first { !lines[$0].isBlank } ?? index
            let isQuote =
                before >= 0 && (attributionEnds.contains(before) || lines[before].isAttribution)
                || attributionEnds.contains { $0 >= first && $0 <= first + 2 } || lines[first].startsHistory
            if isQuote { for line in index..<end { lines[line].depth += max(1, lines[line].bareDepth) } }
            index = max(end, index + 1)
        }
    }
}
