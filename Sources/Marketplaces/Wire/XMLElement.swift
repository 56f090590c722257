/// One XML element as it is written, with what it holds.
struct XMLElement: Sendable, CustomStringConvertible {
    let description: String

    init(_ name: String, text: String, attribute: (name: String, value: String)? = nil) {
        let attribute = attribute.map { " \($0.name)=\"\(Self.escaped($0.value))\"" } ?? ""
        description = "<\(name)\(attribute)>\(Self.escaped(text))</\(name)>"
    }

    init(_ name: String, _ elements: [XMLElement]) {
        description = "<\(name)>\(elements.map(\.description).joined())</\(name)>"
    }

    /// With what XML 1.0 §2.4 wants replaced, and without the characters that §2.2 does not allow.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&apos;"
            case "\n", "\t", "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
                result.unicodeScalars.append(scalar)
            default: break
            }
        }
        return result
    }
}
