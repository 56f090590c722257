/// A mail that the bridge sent to an agent, kept for the life of the ticket to know its text again in replies.
public struct SentMail: Sendable, Hashable {
    public struct Line: Sendable, Hashable {
        public var text: String
        /// Nil if it is not known what the line is; then it is treated as the agent's eyes only, except that quoting it
        /// is not by itself a leak.
        public var part: TicketPart?

        public init(_ text: String, _ part: TicketPart?) {
            self.text = text
            self.part = part
        }
    }

    /// In order. Plain text and HTML of a ticket mail have the same lines.
    public var lines: [Line]

    public init(lines: [Line]) { self.lines = lines }

    /// A mail of which only the bodies are left. Parts are read from `data-mb-part` of the HTML.
    public init(text: String?, html: String?) {
        var parts: [LineKey: TicketPart] = [:]
        var marked: [Line] = []
        for line in html.map({ HTMLLines(html: $0).lines }) ?? [] where !line.isBlank {
            let part = line.isMarker ? .head : line.part
            marked.append(Line(line.text, part))
            // A line that stands in several parts belongs to the one that must not leave the house.
            if let part, part != .customer || parts[LineKey(line.text)] == nil { parts[LineKey(line.text)] = part }
        }
        var lines: [Line] = []
        for line in text.map({ TextLines(text: $0).lines }) ?? [] where !line.isBlank {
            lines.append(Line(line.text, ReplyMarker.isIn(line.text) ? .head : parts[LineKey(line.text)]))
        }
        let known = Set(lines.map { LineKey($0.text) })
        self.lines = lines + marked.filter { !known.contains(LineKey($0.text)) }
    }
}
