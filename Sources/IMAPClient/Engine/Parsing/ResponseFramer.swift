/// Cuts the octets of a connection into responses, however they arrive.
///
/// Only the announced length decides where a literal ends, so nothing that is written in a mail can be taken for a line
/// of the protocol. Octets are copied once, literals into one allocation of their size.
struct ResponseFramer {
    enum Event {
        case frame(Frame)
        case limitExceeded(LimitViolation)
    }

    private enum State {
        case line
        /// Octets that the last literal of `frame` still lacks.
        case literal(Int)
        /// Behind a literal came an empty line, although parentheses are open: some servers put line ends before the
        /// closing parenthesis, so the next octet decides.
        case blankBehindLiteral
        case failed
    }

    private let limits: ParserLimits
    private var state = State.line
    private var frame = Frame()
    /// Where in `frame.text` the line behind the last literal begins.
    private var lineStart = 0
    private var literalOctets = 0
    /// Parentheses open at the last literal, so that each octet is looked at once.
    private var depth = 0

    init(limits: ParserLimits) { self.limits = limits }

    mutating func receive(_ bytes: [UInt8], into events: inout [Event]) {
        var position = 0
        while position < bytes.count {
            switch state {
            case .line: position = takeLine(bytes, from: position, into: &events)
            case .literal(let missing): position = takeLiteral(bytes, from: position, missing: missing)
            case .blankBehindLiteral:
                if bytes[position] != UInt8(ascii: ")") && bytes[position] != 0x20 { finish(into: &events) }
                state = .line
            case .failed: return
            }
        }
    }

    private mutating func takeLine(_ bytes: [UInt8], from start: Int, into events: inout [Event]) -> Int {
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        guard frame.text.count + (end - start) <= limits.line else {
            // However the octets come, the same ones are shown.
            let missing = max(0, limits.excerpt - frame.text.count)
            frame.text.append(contentsOf: bytes[start..<min(end, start + missing)])
            return fail(.line, bytes, into: &events)
        }
        frame.text.append(contentsOf: bytes[start..<end])
        if end == bytes.count { return end }
        if frame.text.count > lineStart, frame.text.last == 0x0D { frame.text.removeLast() }
        return endLine(bytes, at: end + 1, into: &events)
    }

    private mutating func endLine(_ bytes: [UInt8], at next: Int, into events: inout [Event]) -> Int {
        if let size = announcedLiteral() {
            guard let size, size <= limits.literal - literalOctets else { return fail(.literal, bytes, into: &events) }
            literalOctets += size
            frame.text.append(0x0A)
            lineStart = frame.text.count
            var literal: [UInt8] = []
            literal.reserveCapacity(size)
            frame.literals.append(literal)
            state = size == 0 ? .line : .literal(size)
        } else if lineStart > 0, frame.text.count == lineStart, depth > 0 {
            state = .blankBehindLiteral
        } else {
            finish(into: &events)
        }
        return next
    }

    private mutating func takeLiteral(_ bytes: [UInt8], from start: Int, missing: Int) -> Int {
        let end = start + min(missing, bytes.count - start)
        frame.literals[frame.literals.count - 1].append(contentsOf: bytes[start..<end])
        state = end - start == missing ? .line : .literal(missing - (end - start))
        return end
    }

    private mutating func finish(into events: inout [Event]) {
        events.append(.frame(frame))
        frame = Frame()
        lineStart = 0
        literalOctets = 0
        depth = 0
    }

    private mutating func fail(_ limit: LimitViolation.Limit, _ bytes: [UInt8], into events: inout [Event]) -> Int {
        let excerpt = String(decoding: frame.text.prefix(limits.excerpt), as: UTF8.self)
        events.append(.limitExceeded(LimitViolation(limit: limit, line: excerpt)))
        frame = Frame()
        state = .failed
        return bytes.count
    }

    /// Nil if the line ends without announcing a literal; the inner value is nil if the number is beyond all measure.
    /// Status lines are human text at their end, and what is inside quotes announces nothing.
    private mutating func announcedLiteral() -> Int?? {
        let text = frame.text
        guard text.last == UInt8(ascii: "}"), text.starts(with: [UInt8(ascii: "*"), 0x20]) else { return nil }
        var place = text.count - 2
        if place >= lineStart, text[place] == UInt8(ascii: "+") { place -= 1 }
        var digits = 0
        while place >= lineStart, ASCII.isDigit(text[place]) {
            place -= 1
            digits += 1
        }
        guard digits > 0, place >= lineStart, text[place] == UInt8(ascii: "{"), !isStatusLine else { return nil }
        let scan = scanLine()
        if scan.endsInsideQuotes { return nil }
        depth += scan.depth
        var size = 0
        for byte in text[(place + 1)...].prefix(digits) {
            let (product, overflow) = size.multipliedReportingOverflow(by: 10)
            if overflow || product > Int.max - 9 { return .some(nil) }
            size = product + Int(byte - 0x30)
        }
        return size
    }

    private var isStatusLine: Bool {
        // Asked at each literal, and the word may be as long as a line.
        let word = frame.text.dropFirst(2).prefix(8).prefix { $0 != 0x20 }
        return ASCII.equal(word, "OK") || ASCII.equal(word, "NO") || ASCII.equal(word, "BAD")
            || ASCII.equal(word, "BYE") || ASCII.equal(word, "PREAUTH")
    }

    /// What the line behind the last literal opens and leaves open.
    private func scanLine() -> (depth: Int, endsInsideQuotes: Bool) {
        var depth = 0
        var inside = false
        var escaped = false
        for byte in frame.text[lineStart...] {
            switch byte {
            case _ where escaped: escaped = false
            case UInt8(ascii: "\""): inside.toggle()
            case UInt8(ascii: "\\") where inside: escaped = true
            case UInt8(ascii: "(") where !inside: depth += 1
            case UInt8(ascii: ")") where !inside: depth -= 1
            default: break
            }
        }
        return (depth, inside)
    }
}
