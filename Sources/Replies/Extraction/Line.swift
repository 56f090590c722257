/// One line of a reply, with what is known of it from where it stands.
struct Line: Sendable {
    /// Without quote marks. Trailing blanks are removed, except those of the signature delimiter `-- `.
    var text: String
    /// How often the line is quoted: `>` marks, or quoting elements of HTML.
    var depth = 0
    /// Layout elements around it that could be quotes: `blockquote` without a client's mark.
    var bareDepth = 0
    /// Which part of a ticket mail the line carries the mark of.
    var part: TicketPart?
    /// It is, or holds, the marker line.
    var isMarker = false
    /// It stands in an element that the client marks as signature.
    var isSignature = false
    /// The client's own element for the start of the history begins here.
    var startsHistory = false
    /// The client's element names the line as attribution (`moz-cite-prefix`, `gmail_attr`).
    var isAttribution = false
    /// Everything from here to the end of the mail is history: the quoted mail has no element around it.
    var opensRest = false
    /// Content-IDs of pictures in the line.
    var images: [String] = []
    /// Where the line begins in the normalised body, in UTF-8 bytes.
    var offset = 0
    /// Its place in a plain text body, from 1; nil where lines were made from HTML or by us.
    var number: Int?

    init(_ text: String) { self.text = text }

    var isBlank: Bool { text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

    /// The line with a quote mark for each level, as a plain text mail has it.
    var quoted: String {
        depth == 0 ? text : String(repeating: ">", count: depth) + (text.isEmpty ? "" : " " + text)
    }
}
