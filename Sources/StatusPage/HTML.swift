/// A piece of a page. Whatever text goes in comes out as text: tags and names of attributes can only be written in our own
/// source, and everything else is escaped when it is rendered.
public struct HTML: Sendable, ExpressibleByStringInterpolation {
    typealias Attribute = (name: StaticString, value: String)

    private enum Node: Sendable {
        case text(String)
        case element(StaticString, [Attribute], [HTML])
        case group([HTML])
        /// The one script and the one style sheet.
        case verbatim(StaticString, StaticString)
    }

    private let node: Node

    public init(stringLiteral text: String) { node = .text(text) }

    init(_ text: String) { node = .text(text) }
    init(_ tag: StaticString, _ attributes: [Attribute] = [], _ children: HTML...) {
        node = .element(tag, attributes, children)
    }
    init(_ tag: StaticString, _ attributes: [Attribute] = [], _ children: [HTML]) {
        node = .element(tag, attributes, children)
    }
    init(_ children: [HTML]) { node = .group(children) }
    init(verbatim content: StaticString, in tag: StaticString) { node = .verbatim(tag, content) }

    static var nothing: HTML { HTML([HTML]()) }

    /// As UTF-8. Its depth is that of our own source.
    func render(into bytes: inout [UInt8]) {
        switch node {
        case .text(let text): Self.escape(text, into: &bytes)
        case .group(let children): for child in children { child.render(into: &bytes) }
        case .verbatim(let tag, let content):
            bytes += "<\(tag)>\(content)</\(tag)>".utf8
        case .element(let tag, let attributes, let children):
            bytes.append(UInt8(ascii: "<"))
            tag.withUTF8Buffer { bytes += $0 }
            for (name, value) in attributes {
                bytes.append(0x20)
                name.withUTF8Buffer { bytes += $0 }
                bytes += "=\"".utf8
                Self.escape(value, into: &bytes)
                bytes.append(UInt8(ascii: "\""))
            }
            bytes.append(UInt8(ascii: ">"))
            for child in children { child.render(into: &bytes) }
            if Self.isVoid(tag) { return }
            bytes += "</".utf8
            tag.withUTF8Buffer { bytes += $0 }
            bytes.append(UInt8(ascii: ">"))
        }
    }

    /// Control characters that no page may hold become U+FFFD.
    private static func escape(_ text: String, into bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            case 0x09, 0x0A: bytes.append(byte)
            case 0..<0x20, 0x7F: bytes += "\u{FFFD}".utf8
            default: bytes.append(byte)
            }
        }
    }

    /// HTML §13.1.2
    private static func isVoid(_ tag: StaticString) -> Bool {
        tag.withUTF8Buffer { $0.elementsEqual("meta".utf8) || $0.elementsEqual("input".utf8) }
    }
}
