import Replies

/// Tags and entities of HTML, and of BBCode: who reads plain text sees them as they are.
enum MarkupDetector {
    static func marks(in line: CheckedText.Line) -> [Range<Int>] {
        let bytes = line.folded.bytes
        var found: [Range<Int>] = []
        for index in bytes.indices where found.count < ContentCheck.mostOfRule {
            switch bytes[index] {
            case UInt8(ascii: "<"): if let end = tag(bytes, index, tags, ">") { found.append(index..<end) }
            case UInt8(ascii: "["): if let end = tag(bytes, index, codes, "]") { found.append(index..<end) }
            case UInt8(ascii: "&"): if let end = entity(bytes, index) { found.append(index..<end) }
            default: break
            }
        }
        return found
    }

    private static func tag(_ bytes: [UInt8], _ start: Int, _ names: Set<String>, _ close: Character) -> Int? {
        var index = start + 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "/") { index += 1 }
        let name = bytes[index...].prefix(10).prefix { FoldedText.isDigit($0) || (0x61...0x7A).contains($0) }
        guard names.contains(String(decoding: name, as: UTF8.self)), let close = close.asciiValue,
            let end = bytes[name.endIndex...].prefix(300).firstIndex(of: close)
        else { return nil }
        let next = bytes[name.endIndex]
        return next == close || next == 0x20 || next == UInt8(ascii: "/") || next == UInt8(ascii: "=") ? end + 1 : nil
    }

    private static func entity(_ bytes: [UInt8], _ start: Int) -> Int? {
        let name = bytes[(start + 1)...].prefix(8).prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
        guard name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: ";") else { return nil }
        let text = String(decoding: name, as: UTF8.self)
        return entities.contains(text)
            || text.hasPrefix("#") && text.dropFirst().allSatisfy(\.isHexDigit) && text.count > 1
            ? name.endIndex + 1 : nil
    }

    private static let tags: Set<String> = [
        "a", "b", "i", "u", "p", "br", "hr", "img", "div", "span", "table", "tr", "td", "ul", "ol", "li", "strong",
        "em",
        "font", "html", "body", "style", "script", "h1", "h2", "h3", "iframe", "center",
    ]
    private static let codes: Set<String> = ["url", "img", "b", "i", "u", "size", "color", "quote"]
    /// Not `&amp;`, `&lt;` and `&gt;`: who writes about code types them.
    private static let entities: Set<String> = [
        "nbsp", "euro", "auml", "ouml", "uuml", "szlig", "eacute", "egrave", "copy", "ndash",
    ]
}
