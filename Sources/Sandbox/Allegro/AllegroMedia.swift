import Domain

/// Versions of resources; Accept and Content-Type name the one that an operation has.
enum AllegroMedia: String, Sendable {
    case stable = "application/vnd.allegro.public.v1+json"
    case beta = "application/vnd.allegro.beta.v1+json"
}

extension Response {
    static func allegro(_ value: JSON, status: Int = 200, media: AllegroMedia = .stable) -> Response {
        .json(value, status: status, type: "\(media.rawValue);charset=UTF-8")
    }
}

extension AllegroStandIn {
    private static let fileTypes: Set<String> = [
        "image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "application/pdf",
    ]

    /// Token, user agent, media types, in this order.
    func checkHeaders(_ request: Request, _ operation: Operation, now: Timestamp) throws(Refusal) {
        guard let agent = request.headers["user-agent"], agent.contains("/"), !agent.hasPrefix("curl/") else {
            throw Refusal(403, "an identifying User-Agent is required", code: "UserAgentRequired")
        }
        let fields = (request.headers["authorization"] ?? "").split(separator: " ", maxSplits: 1)
        guard fields.count == 2, fields[0] == "Bearer", let end = tokens[String(fields[1])], now < end else {
            throw Refusal(401, "Access token is missing, unknown or has expired", code: "invalid_token")
        }
        let accept = request.headers["accept"] ?? ""
        switch operation {
        case .downloadAttachment, .getIssueAttachment:
            guard accept.isEmpty || accept == "*/*" else { throw Refusal(406, "files have no version") }
        default:
            guard accept == Self.media(operation).rawValue else {
                throw Refusal(406, "Accept has to be \(Self.media(operation).rawValue)")
            }
        }
        switch operation {
        case .uploadAttachment, .uploadIssueAttachment:
            guard Self.fileTypes.contains(request.contentType) else {
                throw Refusal(415, "files of type \(request.contentType) are not taken")
            }
        default:
            guard request.method == "GET" || request.contentType == Self.media(operation).rawValue else {
                throw Refusal(415, "Content-Type has to be \(Self.media(operation).rawValue)")
            }
            guard request.method != "GET" || request.body.isEmpty else {
                throw Refusal(400, "this request has no body")
            }
        }
    }

    private static func media(_ operation: Operation) -> AllegroMedia {
        switch operation {
        case .listIssues, .getIssue, .getIssueChat, .addIssueMessage, .declareIssueAttachment, .uploadIssueAttachment:
            .beta
        default: .stable
        }
    }

    /// The members of a body; what is left over when all known ones are taken is refused with 422.
    static func members(_ request: Request) throws(Refusal) -> AllegroMembers {
        guard request.rawQuery.isEmpty else { throw Refusal(400, "no parameters here") }
        guard let members = JSON(parsing: request.body)?.object else {
            throw Refusal(400, "the body is not a JSON object", code: "JsonParseException")
        }
        return AllegroMembers(members)
    }
}

/// The members of a JSON object, taken one by one.
struct AllegroMembers: Sendable {
    private var members: [String: JSON]

    init(_ members: [String: JSON]) { self.members = members }

    /// Nil where it is missing or null.
    mutating func take(_ name: String) -> JSON? {
        let value = members.removeValue(forKey: name)
        return value == .null ? nil : value
    }

    mutating func string(_ name: String) throws(Refusal) -> String? {
        guard let value = take(name) else { return nil }
        guard let text = value.string else { throw Refusal(422, "must be a text", field: name) }
        return text
    }

    mutating func needed(_ name: String) throws(Refusal) -> String {
        guard let text = try string(name), !text.isEmpty else { throw Refusal(422, "must not be null", field: name) }
        return text
    }

    /// The `id` (or another one) of an object that has no other member.
    mutating func reference(_ name: String, member: String = "id") throws(Refusal) -> String? {
        guard let value = take(name) else { return nil }
        guard let object = value.object else { throw Refusal(422, "must be an object", field: name) }
        var inner = AllegroMembers(object)
        let text = try inner.needed(member)
        try inner.end()
        return text
    }

    func end() throws(Refusal) {
        if let name = members.keys.min() {
            throw Refusal(422, "unknown property", code: "UnknownJSONProperty", field: name)
        }
    }
}
