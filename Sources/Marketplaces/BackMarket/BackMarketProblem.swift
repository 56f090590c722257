import Transport
import Wire

/// What Back Market says about a refusal. Its interfaces of several ages answer in several forms: `error` with code and
/// message; a list `errors` of such; `title`, `type` and `detail` (RFC 9457), with or without a list of what is wrong.
/// Many refusals have no body at all.
struct BackMarketProblem: Sendable, Hashable {
    private(set) var explanation: String?

    init(_ response: HTTPResponse) {
        let json = (try? JSON(parsing: response.body)) ?? .null
        var texts: [String] = []
        func add(_ text: String?) {
            if let text, !texts.contains(text) { texts.append(text) }
        }
        add(json["detail"].filled ?? json["title"].filled)
        add(Self.words(json["error"]))
        for error in json["errors"].elements { add(Self.words(error)) }
        for field in Self.fields(json) { add(field) }
        if texts.isEmpty { add(json["message"].filled) }
        // Gates in front of the interface answer in HTML, where the interface itself says nothing or speaks JSON.
        let isGate = response.status == 403 && response.body.first == UInt8(ascii: "<")
        if isGate || Self.isChallenge(json) { texts.insert(Self.bot, at: 0) }
        if texts.isEmpty { add(Self.meanings[response.status]) }
        guard !texts.isEmpty else { return }
        // By this number Back Market's support finds the request.
        let request = json["requestId"].scalar.map { " (request \($0))" } ?? ""
        explanation = texts.joined(separator: "; ") + request
    }

    private static func words(_ error: JSON) -> String? {
        if let text = error.filled { return text }
        let target = error["target"].filled.map { "\($0): " } ?? ""
        let text = error["message"].filled ?? error["detail"].filled ?? error["title"].filled ?? error["code"].scalar
        return text.map { target + $0 }
    }

    /// `data.fields`: what is wrong with each field.
    private static func fields(_ json: JSON) -> [String] {
        let data = [json["data"]["fields"], json["error"]["data"]["fields"]].first { $0 != .null } ?? .null
        guard case .object(let members) = data else { return [] }
        return members.map { member in
            let texts = member.value.elements.compactMap(\.filled)
            return "\(member.key): \(texts.isEmpty ? "not valid" : texts.joined(separator: " "))"
        }
    }

    private static func isChallenge(_ json: JSON) -> Bool {
        (json["errors"].elements.map { $0["code"] } + [json["error"]["code"]]).contains("bot-need-challenge")
    }

    private static let bot =
        "Back Market takes this machine for a bot: check the options company and contact, from which the User-Agent is "
        + "made, and tell the contact at Back Market its address"

    /// The documented meanings of refusals without a body.
    private static let meanings = [
        401: "Back Market does not accept the token: make a new one in the Back Office under Integrations",
        403: "this account may not do this",
        404: "Back Market does not know this (any more), or it is another seller's",
        413: "a file is too large, or there are too many: 10 files of 3 MB are taken",
    ]
}
