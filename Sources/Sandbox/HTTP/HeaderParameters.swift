/// A header value of the form `value; name=token; name="quoted"` (RFC 9110 §5.6.6).
struct HeaderParameters: Sendable {
    /// What stands before the first semicolon.
    private(set) var value: String
    private var parameters: [String: String] = [:]

    /// Nil for a malformed or repeated parameter.
    init?(_ text: String) {
        var rest = Substring(text)
        value = trimmed(rest.prefix { $0 != ";" })
        rest = rest.drop { $0 != ";" }
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            if rest.isEmpty { break }
            let name = rest.prefix { $0 != "=" && $0 != ";" && $0 != " " }
            rest = rest.dropFirst(name.count)
            guard !name.isEmpty, rest.first == "=" else { return nil }
            rest = rest.dropFirst()
            var content = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let character = rest.popFirst(), character != "\"" {
                    if character == "\\", let escaped = rest.popFirst() {
                        content.append(escaped)
                    } else {
                        content.append(character)
                    }
                    if rest.isEmpty { return nil }
                }
            } else {
                content = String(rest.prefix { $0 != ";" && $0 != " " })
                rest = rest.dropFirst(content.count)
            }
            rest = rest.drop { $0 == " " || $0 == "\t" }
            guard rest.isEmpty || rest.first == ";", parameters.updateValue(content, forKey: name.lowercased()) == nil
            else { return nil }
        }
    }

    /// The parameter `name` (lower case), once.
    mutating func take(_ name: String) -> String? { parameters.removeValue(forKey: name) }
}
