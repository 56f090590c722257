/// An XML document as sellers' software writes it: a declaration, elements, attributes, text. Read strictly; comments,
/// CDATA and document types are refused.
struct SimpleXML: Sendable {
    var name: String
    var attributes: [String: String] = [:]
    var text = ""
    var children: [SimpleXML] = []

    init(name: String) { self.name = name }

    init?(parsing bytes: [UInt8]) {
        guard let document = String(validating: bytes, as: UTF8.self),
            document.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        else { return nil }
        var open: [SimpleXML] = []
        var root: SimpleXML?
        for piece in document.dropFirst(38).split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            guard let end = piece.firstIndex(of: ">"), root == nil else { return nil }
            let tag = piece[..<end]
            guard let text = Self.decoded(piece[piece.index(after: end)...]) else { return nil }
            if tag.hasPrefix("/") {
                guard let last = open.popLast(), last.name == tag.dropFirst() else { return nil }
                if open.isEmpty { root = last } else { open[open.count - 1].children.append(last) }
            } else {
                guard open.count < 20, let element = Self.element(tag) else { return nil }
                open.append(element)
            }
            if open.isEmpty {
                guard text.allSatisfy(\.isWhitespace) else { return nil }
            } else {
                open[open.count - 1].text += text
            }
        }
        guard let root, open.isEmpty else { return nil }
        self = root
    }

    /// `name` or `name attribute="value"`.
    private static func element(_ tag: Substring) -> SimpleXML? {
        let parts = tag.split(separator: " ", maxSplits: 1)
        guard let name = parts.first, name.allSatisfy({ $0.isASCII && $0.isLetter || $0.isNumber }) else { return nil }
        var element = SimpleXML(name: String(name))
        if parts.count == 2 {
            let halves = parts[1].split(separator: "=", maxSplits: 1)
            guard halves.count == 2, halves[1].count >= 2, halves[1].first == "\"", halves[1].last == "\"",
                let value = decoded(halves[1].dropFirst().dropLast()), !value.contains("\"")
            else { return nil }
            element.attributes[String(halves[0])] = value
        }
        return element
    }

    /// Nil where an ampersand begins none of XML's own entities.
    private static func decoded(_ text: Substring) -> String? {
        var result = ""
        for (index, piece) in text.split(separator: "&", omittingEmptySubsequences: false).enumerated() {
            guard index > 0 else {
                result += piece
                continue
            }
            let halves = piece.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
            let characters = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
            guard halves.count == 2, let character = characters[String(halves[0])] else { return nil }
            result += character + halves[1]
        }
        return result
    }
}
