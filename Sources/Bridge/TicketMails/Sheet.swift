import Replies

/// The content of a ticket mail: lines in blocks, rendered the same as plain text and as HTML, so that either can be
/// known again in a reply.
struct Sheet: Sendable {
    struct Block: Sendable {
        var part: TicketPart
        var lines: [String]
        /// Addresses behind whole lines, by their index.
        var links: [Int: String] = [:]
        /// Holds words of others: no address in it becomes a link.
        var isInert = false
    }

    private var marker: String?
    private var markerAttributes = ""
    private var blocks: [Block] = []

    /// Starts with the line above which agents write.
    init(marker: String, attributes: String) {
        self.marker = marker
        markerAttributes = attributes
    }

    /// For readers who are not asked for an answer.
    init() {}

    /// Adds a block; text is split at its line ends. Empty blocks are left out.
    mutating func add(_ part: TicketPart, _ texts: String...) { add(part, lines: texts) }

    mutating func add(_ part: TicketPart, lines texts: [String]) {
        let lines = texts.flatMap {
            $0.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        }
        guard lines.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else { return }
        blocks.append(Block(part: part, lines: lines))
    }

    /// A line of ours with words of others in it.
    mutating func add(_ part: TicketPart, inert line: String) {
        let count = blocks.count
        add(part, line)
        if blocks.count > count { blocks[count].isInert = true }
    }

    /// Adds a line for each link.
    mutating func add(_ part: TicketPart, heading: String? = nil, links: [ActionLink]) {
        guard !links.isEmpty else { return }
        let first = heading == nil ? 0 : 1
        let urls = links.enumerated().compactMap { index, link in link.url.map { (first + index, $0) } }
        blocks.append(
            Block(
                part: part, lines: [heading].compactMap { $0 } + links.map(\.label),
                links: Dictionary(urls, uniquingKeysWith: { first, _ in first })))
    }

    /// Blocks apart by an empty line, LF line ends.
    var text: String {
        var sections = blocks.map { $0.lines.joined(separator: "\n") }
        if let marker { sections.insert(marker, at: 0) }
        return sections.joined(separator: "\n\n") + "\n"
    }

    /// One document without anything that a client would fetch or run.
    var html: String {
        var body = ""
        if let marker {
            body += "<p\(markerAttributes) style=\"color:#777\">\(Self.escaped(marker))</p>\n"
        }
        for block in blocks { body += Self.html(block) }
        return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n\(body)\(Self.htmlEnd)"
    }

    /// A document made by ``html`` with one block more at its end, in which no address becomes a link.
    static func adding(_ part: TicketPart, inert lines: [String], toHTML html: String) -> String {
        guard html.hasSuffix(htmlEnd) else { return html }
        return html.dropLast(htmlEnd.count) + Self.html(Block(part: part, lines: lines, isInert: true)) + htmlEnd
    }

    private static let htmlEnd = "</body></html>\n"

    private static func html(_ block: Block) -> String {
        // What a buyer wrote stays text: no link of theirs becomes clickable here.
        let lines = block.lines.enumerated().map { index, line in
            if let url = block.links[index] { return "<a href=\"\(escaped(url))\">\(escaped(line))</a>" }
            return block.part == .internal && !block.isInert ? linked(line) : escaped(line)
        }.joined(separator: "<br>\n")
        let isOurs = block.part == .head || block.part == .internal
        let style = isOurs ? " style=\"color:#555\"" : ""
        return "<div\(TicketMark.attributes(of: block.part))\(style)><p>\(lines)</p></div>\n"
    }

    /// A line of ours that ends in a web address shows it as a link.
    private static func linked(_ line: String) -> String {
        guard let address = line.split(separator: " ").last, address.hasPrefix("https://"), !address.contains("\"")
        else { return escaped(line) }
        let label = escaped(String(line.dropLast(address.count)))
        return "\(label)<a href=\"\(escaped(String(address)))\">\(escaped(String(address)))</a>"
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
