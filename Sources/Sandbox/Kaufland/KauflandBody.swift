import Domain
import FoundationEssentials

/// JSON bodies of Kaufland's requests, read strictly.
enum KauflandBody {
    static func object(_ request: Request, known: Set<String>) throws(Refusal) -> [String: JSON] {
        guard request.contentType == "application/json" else {
            throw Refusal(
                400, "must be application/json", code: "/problems/missing-or-invalid-request-header",
                field: "content-type")
        }
        guard let members = JSON(parsing: request.body)?.object else {
            throw Refusal(400, "The body is not a JSON object", code: "/problems/bad-request")
        }
        for key in members.keys.sorted() where !known.contains(key) {
            throw Refusal(400, "is not a known property", field: key)
        }
        for key in known.sorted() where members[key] == nil { throw Refusal(400, "is required", field: key) }
        return members
    }

    /// One word of an enumeration.
    static func word(_ value: JSON?, from words: Set<String>, field: String) throws(Refusal) -> String {
        guard let word = value?.string, words.contains(word) else { throw Refusal(400, "not valid", field: field) }
        return word
    }

    static func base64(_ value: JSON?, field: String) throws(Refusal) -> [UInt8] {
        guard let text = value?.string, let data = Data(base64Encoded: text), !data.isEmpty else {
            throw Refusal(400, "must be base64", field: field)
        }
        return Array(data)
    }
}
