import Domain

/// A file that was declared, and perhaps sent.
struct AllegroFile: Sendable {
    enum Home: Sendable { case centre, issue }

    enum Status: String, Sendable { case new = "NEW", safe = "SAFE", unsafe = "UNSAFE", expired = "EXPIRED" }

    var id: String
    var home: Home
    var name: String
    var size: Int
    /// Nil until it was sent.
    var content: Attachment?
    /// Last part of the address that takes it, once; nil for files of the message centre.
    var door: String?
    var isUsed = false

    /// A buyer's file shows by its name what Allegro's check finds: `new.pdf`, `unsafe.pdf` and `expired.pdf`, all others
    /// are safe.
    var status: Status {
        for status in [Status.new, .unsafe, .expired]
        where name.lowercased().hasPrefix(status.rawValue.lowercased() + ".") {
            return status
        }
        return .safe
    }
}

extension AllegroStandIn {
    private static let largest = 5_242_880

    /// Declares a file. The two families spell its name differently; issues answer with an address for one use.
    mutating func declare(_ request: Request, _ home: AllegroFile.Home) throws(Refusal) -> Response {
        var members = try Self.members(request)
        let name = try members.needed(home == .centre ? "filename" : "fileName")
        guard let size = members.take("size")?.integer else { throw Refusal(422, "must not be null", field: "size") }
        try members.end()
        guard ((home == .centre ? 0 : 1)...Int64(Self.largest)).contains(size) else {
            throw Refusal(422, "must be at most \(Self.largest)", field: "size")
        }
        let id = randomUUID()
        let door = home == .issue ? randomText(24, of: .lowercaseAndDigits) : nil
        files[id] = AllegroFile(id: id, home: home, name: name, size: Int(size), door: door)
        var response = Response.allegro(["id": .string(id)], status: 201, media: home == .centre ? .stable : .beta)
        if let door {
            let host = request.headers["host"] ?? ""
            response.headers.append(("Location", "http://\(host)/allegro/upload/issue-files/\(door)"))
        }
        return response
    }

    mutating func upload(_ request: Request, id: String) throws(Refusal) -> Response {
        guard let file = files[id], file.home == .centre else { throw Refusal(404, "no such attachment was declared") }
        guard file.content == nil else { throw Refusal(409, "it was sent already") }
        try take(request, for: file)
        return .allegro(["id": .string(id)])
    }

    mutating func upload(_ request: Request, door: String) throws(Refusal) -> Response {
        guard let file = files.values.first(where: { $0.door == door }), file.content == nil else {
            throw Refusal(404, "this address takes nothing (any more)")
        }
        try take(request, for: file)
        return .allegro(["id": .string(file.id)], media: .beta)
    }

    private mutating func take(_ request: Request, for file: AllegroFile) throws(Refusal) {
        guard request.body.count == file.size else {
            throw Refusal(422, "\(file.size) bytes were declared, \(request.body.count) came", field: "size")
        }
        files[file.id]?.content = Attachment(name: file.name, type: request.contentType, bytes: request.body)
    }

    func download(_ id: String, _ home: AllegroFile.Home) throws(Refusal) -> Response {
        guard let file = files[id], file.home == home, let content = file.content else {
            throw Refusal(404, "no such attachment")
        }
        guard file.status == .safe else { throw Refusal(403, "the attachment is not safe", code: "ATTACHMENT_UNSAFE") }
        return Response(
            status: 200,
            headers: [
                ("Content-Type", content.type), ("Content-Disposition", "attachment; filename=\"file\""),
            ], body: content.bytes)
    }

    /// The files that a message names: sent, of its family, not named before.
    mutating func use(_ ids: [String], in home: AllegroFile.Home) throws(Refusal) {
        for id in ids {
            guard let file = files[id], file.home == home else {
                throw Refusal(422, "no such attachment", code: "ATTACHMENT_NOT_FOUND", field: "attachments")
            }
            guard file.content != nil else {
                throw Refusal(
                    422, "it was declared but not sent", code: "ATTACHMENT_NOT_UPLOADED", field: "attachments")
            }
            guard !file.isUsed else {
                throw Refusal(422, "it belongs to another message", code: "ATTACHMENT_USED", field: "attachments")
            }
        }
        for id in ids { files[id]?.isUsed = true }
    }

    /// Keeps a buyer's files.
    mutating func keep(_ attachments: [Attachment], in home: AllegroFile.Home) -> [String] {
        attachments.map { attachment in
            let id = randomUUID()
            files[id] = AllegroFile(
                id: id, home: home, name: attachment.name, size: attachment.bytes.count, content: attachment,
                isUsed: true)
            return id
        }
    }
}
