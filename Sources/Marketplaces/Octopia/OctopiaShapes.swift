import Domain
import Transport
import Wire

// No description of Octopia's answers is public: names of members are those that its clients look for.

extension JSON {
    /// The lines of a list, bare or under one of the names that clients know.
    var octopiaList: [JSON] {
        if case .array(let elements) = self { return elements }
        for name in ["items", "data", "discussions", "results", "content"] {
            if case .array(let elements) = self[name] { return elements }
        }
        return []
    }

    /// The first of these members that holds a text or number that is not blank.
    func first(_ names: String...) -> String? {
        for name in names {
            guard let text = self[name].scalar, text.contains(where: { !$0.isWhitespace }) else { continue }
            return text
        }
        return nil
    }

    /// The first of these members that is a date: ISO 8601, UTC where it names no zone, or milliseconds of the epoch.
    func date(_ names: String...) -> Timestamp? {
        for name in names {
            if let time = self[name].string.flatMap({ Timestamp(iso8601: $0) }) { return time }
            if let time = self[name].integer, time > 100_000_000_000 { return Timestamp(milliseconds: time) }
        }
        return nil
    }

    /// A flag, also where it is written as a text.
    var flag: Bool? { bool ?? (string?.lowercased() == "true" ? true : string?.lowercased() == "false" ? false : nil) }
}

/// What Octopia says about a fault. The shape is not published; seen are RFC 9457's `title`, `detail` and `errors` by field,
/// and `message`.
func octopiaExplanation(_ response: HTTPResponse) -> String? {
    guard let json = try? JSON(parsing: response.body) else { return nil }
    if let text = json.filled { return text }
    var texts = ["title", "detail", "message", "error_description"].compactMap { json[$0].filled }
    if let error = json["error"].filled ?? json["error"]["message"].filled { texts.append(error) }
    switch json["errors"] {
    case .array(let errors): texts += errors.compactMap { $0.filled ?? $0["message"].filled ?? $0["detail"].filled }
    case .object(let fields):
        texts += fields.compactMap { field in
            let words = field.value.filled.map { [$0] } ?? field.value.elements.compactMap(\.filled)
            return words.isEmpty ? nil : "\(field.key): \(words.joined(separator: ", "))"
        }
    default: break
    }
    var seen: Set<String> = []
    let explanation = texts.filter { seen.insert($0).inserted }.joined(separator: "; ")
    return explanation.isEmpty ? nil : explanation
}
