import MIME

/// Mirakl's message bodies are light HTML: line breaks are `<br />`, everything else is escaped.
enum MiraklText {
    /// Plain text as a body to send.
    static func markup(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\r\n", "\r": result += "<br />"
            default: result.append(character)
            }
        }
        return result
    }

    /// A body as plain text: `<br>` and the ends of blocks become line ends, other tags go, references are decoded. Line
    /// ends that stand in the body count too, but not directly behind a `<br>`, where many writers add one.
    static func plain(_ body: String) -> String {
        var result = ""
        var behindBreak = false
        for token in HTMLTokenizer(body) {
            switch token.content {
            case .text(let text):
                let text = behindBreak && text.first == "\n" ? text.dropFirst() : text[...]
                result += text
                behindBreak = behindBreak && text.isEmpty
            case .startTag(let tag) where tag.name == "br":
                result += "\n"
                behindBreak = true
            case .endTag(let name) where blocks.contains(name):
                if result.last != "\n" { result += "\n" }
                behindBreak = true
            default: break
            }
        }
        while result.last?.isWhitespace == true { result.removeLast() }
        return String(result.drop { $0.isWhitespace })
    }

    private static let blocks: Set<String> = ["p", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "ul", "ol"]

    /// Whether a body that Mirakl shows is what was sent as `text`. Some operators store the body as it came, others
    /// without what they take for markup.
    static func matches(body: String, text: String) -> Bool {
        let shown = ComparableText(plain(body))
        return shown == ComparableText(text) || shown == ComparableText(plain(text))
    }
}
