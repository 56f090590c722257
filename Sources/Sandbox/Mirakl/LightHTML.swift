/// The little HTML of Mirakl's message bodies: `<br>` breaks a line, other tags vanish, entities stand for characters.
enum LightHTML {
    /// What a buyer reads in `html`. Line feeds are white space here, as in any HTML.
    static func text(of html: String) -> String {
        var lines = [""]
        var rest = Substring(html)
        while let character = rest.first {
            if character == "<", let end = rest.firstIndex(of: ">") {
                let tag = rest[rest.index(after: rest.startIndex)..<end].lowercased()
                if tag.prefix(while: \.isLetter) == "br" { lines.append("") }
                rest = rest[rest.index(after: end)...]
            } else if character == "&", let (decoded, length) = entity(at: rest) {
                lines[lines.count - 1].append(decoded)
                rest = rest.dropFirst(length)
            } else {
                if !character.isWhitespace || character == "\u{A0}" {
                    lines[lines.count - 1].append(character)
                } else if lines[lines.count - 1].last.map({ $0 != " " }) ?? false {
                    lines[lines.count - 1].append(" ")
                }
                rest.removeFirst()
            }
        }
        return lines.map(trimmed).joined(separator: "\n")
    }

    /// `text` as a body that shows it.
    static func html(showing text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\r\n", with: "<br />").replacing("\n", with: "<br />")
    }

    private static let named: [Substring: Character] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    ]

    private static func entity(at text: Substring) -> (Character, Int)? {
        let name = text.dropFirst().prefix(10).prefix { $0 != ";" && $0 != "&" }
        guard text.dropFirst(name.count + 1).first == ";" else { return nil }
        if let character = named[name] { return (character, name.count + 2) }
        guard name.first == "#" else { return nil }
        let digits = name.dropFirst()
        let code = digits.first?.lowercased() == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let scalar = code.flatMap(Unicode.Scalar.init) else { return nil }
        return (Character(scalar), name.count + 2)
    }
}
