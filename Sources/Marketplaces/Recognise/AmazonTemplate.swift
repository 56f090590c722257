import MIME

/// The message in Amazon's HTML, told by the style of its element; independent of language.
struct AmazonTemplate {
    /// The mail's words with the message between markers, as the other half of Amazon's mails has it.
    let text: String

    /// Nil if the HTML has no such element, or it is empty.
    init?(_ html: String) {
        var before = ""
        var message = ""
        var after = ""
        var depth = 0
        var isDone = false
        var isHidden = false
        for token in HTMLTokenizer(html) {
            switch token.content {
            case .startTag(let tag):
                if tag.name == "style" || tag.name == "title" { isHidden = true }
                if tag.name == "pre", depth > 0 || (!isDone && tag.value(of: "style")?.contains("-o-pre-wrap") == true)
                {
                    depth += 1
                }
                let link = tag.name == "a" ? tag.value(of: "href").map { "\n\($0)\n" } : nil
                let addition = link ?? (tag.name == "br" ? "\n" : Self.isBlock(tag.name) ? "\n" : "")
                if depth > 0 {
                    message += tag.name == "br" ? "\n" : ""
                } else if isDone {
                    after += addition
                } else {
                    before += addition
                }
            case .endTag(let name):
                if name == "style" || name == "title" { isHidden = false }
                if name == "pre", depth > 0 {
                    depth -= 1
                    isDone = depth == 0
                }
                if Self.isBlock(name), depth == 0 { if isDone { after += "\n" } else { before += "\n" } }
            case .text(let text) where !isHidden:
                if depth > 0 { message += text } else if isDone { after += text } else { before += text }
            default: break
            }
        }
        guard !message.trimmed.isEmpty else { return nil }
        text = "\(before.trimmed)\n--- Message ---\n\(message)\n--- End message ---\n\(after.trimmed)"
    }

    private static func isBlock(_ name: String) -> Bool {
        ["p", "div", "tr", "td", "li", "table", "ul", "h1", "h2", "h3"].contains(name)
    }
}
