import Domain
import MIME

/// Forms of text that eBay's interfaces have.
enum EbayText {
    /// A message's body to read. Members' messages are plain; those that come from eBay's templates begin with a tag.
    static func plain(_ body: String) -> String {
        let start = body.prefix(200).drop { $0.isWhitespace }
        guard start.first == "<" else { return body }
        let name = start.dropFirst().prefix { $0.isASCIILetter || $0 == "!" }.lowercased()
        guard ["html", "body", "div", "p", "br", "table", "span", "!doctype"].contains(name) else { return body }
        return plainText(fromHTML: Array(body.utf8))
    }

    /// An instant as filters take it: UTC, always with milliseconds.
    static func time(_ time: Timestamp) -> String {
        let text = time.description
        return text.contains(".") ? text : text.dropLast() + ".000Z"
    }
}
