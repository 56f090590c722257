import Transport
import Wire

/// The error body of Kaufland's seller API.
struct KauflandProblem: Sendable, Hashable {
    /// `/problems/corrupted-signature`, …; an open list, often absent.
    var type: String?
    var explanation: String?

    init(_ response: HTTPResponse) {
        guard let json = try? JSON(parsing: response.body) else { return }
        type = json["type"].filled
        let details = json["errors"].elements.compactMap { error -> String? in
            let text = [error["field"], error["message"]].compactMap(\.filled).joined(separator: " ")
            return text.isEmpty ? nil : text
        }
        let texts = [json["message"].filled].compactMap { $0 } + details
        explanation = texts.isEmpty ? type : texts.joined(separator: "; ")
    }

    /// The signature did not fit: most often the own clock is off.
    var isSignature: Bool { type == "/problems/corrupted-signature" }
}
