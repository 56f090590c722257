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
        let words = texts.isEmpty ? type : texts.joined(separator: "; ")
        explanation = [words, type.flatMap { Self.cures[$0] }].compactMap { $0 }.joined(separator: "; ")
        if explanation?.isEmpty == true { explanation = nil }
    }

    /// The signature did not fit: most often the own clock is off.
    var isSignature: Bool { type == "/problems/corrupted-signature" }

    /// What to do about it.
    private static let cures = [
        "/problems/corrupted-signature": "signature refused: check the secret and this machine's clock",
        "/problems/invalid-credentials": "check client key and secret",
        "/problems/inactive-account": "the seller account is not active; ask Kaufland",
        "/problems/insufficient-funds": "the seller's balance does not cover it",
        "/problems/tickets/finally-closed": "the ticket is closed for good; open a new one about the order",
        "/problems/tickets/non-closable-by-seller": "the seller can not close this ticket now",
        "/problems/tickets/fbk-action-restriction":
            "the order is fulfilled by Kaufland: only its customer service can act",
        "/problems/tickets/attachments-upload-failure":
            "a file was not taken; leave it out or send it in another format",
    ]
}
