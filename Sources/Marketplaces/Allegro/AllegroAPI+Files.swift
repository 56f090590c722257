import Domain
import Transport
import Wire

/// Files: declared first, then sent; fetched without naming a version.
extension AllegroAPI {
    enum Uploaded: Sendable {
        case ids([String])
        /// Nothing is visible to anybody, so this is never unclear.
        case failed(PostResult)
    }

    /// Puts the files where a message can name them.
    func upload(_ files: [Attachment], to home: AllegroFile.Home) async -> Uploaded {
        var ids: [String] = []
        for file in files {
            do {
                ids.append(try await upload(file, to: home))
            } catch {
                switch error {
                case .refused(let reason): return .failed(.refused(reason: withoutAddresses("\(file.name): \(reason)")))
                case .notSent(let error): return .failed(.notSent(error))
                }
            }
        }
        return .ids(ids)
    }

    func download(_ file: AllegroFile, name: String) async throws(ConnectorError) -> Attachment {
        if let obstacle = file.obstacle { throw obstacle }
        let address =
            switch file.home {
            case .centre: base.path("messaging", "message-attachments", file.id)
            case .issue: base.path("sale", "issues", "attachments", file.id)
            }
        let response = try await door.read(get("downloadAttachment", address, .any))
        return Attachment(name: name, type: mediaType(of: response.body, name: name), bytes: response.body)
    }

    /// The API's own host (`api.allegro.pl`), and those beside it (`upload.allegro.pl`): the account's token goes along.
    static func hosts(of api: String) -> PeerHosts {
        let name = WebLink(api)?.host ?? ""
        let domain = DomainName(name.dropFirst(4))
        let besides = name.hasPrefix("api.") && (domain?.labels.count ?? 0) >= 2
        return PeerHosts(api: api, domains: besides ? [String(name.dropFirst(4))] : [])
    }

    private enum Failure: Error {
        case refused(String)
        case notSent(ConnectorError)
    }

    private func upload(_ file: Attachment, to home: AllegroFile.Home) async throws(Failure) -> String {
        let declared: APICall
        switch home {
        case .centre:
            declared = call(
                "declareAttachment", "POST", base.path("messaging", "message-attachments"),
                body: ["filename": .string(file.name), "size": .number(String(file.bytes.count))])
        case .issue:
            declared = call(
                "declareIssueAttachment", "POST", base.path("sale", "issues", "attachments"), .beta,
                body: ["fileName": .string(file.name), "size": .number(String(file.bytes.count))])
        }
        let answer = try await written(declared)
        guard let id = (try? JSON(parsing: answer.body))?["id"].scalar, !id.isEmpty else {
            throw .notSent(AnswerTable(operation: declared.operation).unreadable("no id of a file", answer))
        }
        let address: WebAddress
        switch home {
        case .centre: address = base.path("messaging", "message-attachments", id)
        case .issue:
            // Unique and for one use: it is taken as it comes, but only where the account's token may go.
            guard let location = answer.headers.first("location"),
                let upload = Self.hosts(of: base.description).address(location)
            else {
                throw .notSent(
                    AnswerTable(operation: declared.operation)
                        .unreadable("the address to upload to is missing or is not Allegro's", answer))
            }
            address = upload
        }
        var sent = APICall("uploadAttachment", "PUT", address)
        sent.headers = [
            ("Accept", home == .centre ? Media.stable.rawValue : Media.beta.rawValue), ("Content-Type", file.type),
        ]
        sent.body = file.bytes
        let stored = try await written(sent)
        // A page of something in between has a good status, too; the answer names the file, or is empty.
        let named = stored.body.isEmpty ? id : (try? JSON(parsing: stored.body)).map { $0["id"].scalar ?? id }
        guard named == id else {
            throw .notSent(AnswerTable(operation: sent.operation).unreadable("not the answer of Allegro", stored))
        }
        return id
    }

    private func written(_ call: APICall) async throws(Failure) -> HTTPResponse {
        switch await door.write(call) {
        case .taken(let response): return response
        case .failed(.refused(let reason)): throw .refused(reason)
        case .failed(.notSent(let error)): throw .notSent(error)
        case .failed(.uncertain(let reason)): throw .notSent(ConnectorError(.unavailable, reason, retry: .later))
        case .failed(.accepted):
            throw .notSent(ConnectorError(.protocolViolation, call.operation, retry: .later))
        }
    }
}
