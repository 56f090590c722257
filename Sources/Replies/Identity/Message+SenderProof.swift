public import Domain
public import MIME

extension Message {
    /// Rule S1: exactly one From field with one plain address of an agent, a Sender field only if it names the same,
    /// and a proof of it.
    ///
    /// - Parameters:
    ///   - host: authserv-id of the own receiving host; only its topmost field counts. Nil proves nothing.
    ///   - owner: whose folder the mail was read from, if nobody but the owner can put mails there (a Sent folder, not
    ///     an inbox).
    public func senderProof(
        agents: [AgentIdentity], authservID host: String?, folderOwner owner: EmailAddress? = nil
    ) -> SenderProof {
        let author: EmailAddress
        switch plainAuthor() {
        case .success(let address): author = address
        case .failure(let refusal): return .refused(refusal.reason)
        }
        guard let agent = agents.first(where: { $0.addresses.contains(author) }) else {
            return .refused(.notAnAgent)
        }
        let senders = header.all("sender")
        guard senders.count <= 1, senders.allSatisfy({ $0.plainAddress == author }) else {
            return .refused(.senderMismatch)
        }
        if let owner, agent.addresses.contains(owner) { return .proven(agent, by: .ownMailbox) }
        guard let host, !host.isEmpty else { return .refused(.noTrustedHost) }
        guard let found = authenticationResults(trusting: host) else { return .refused(.noResult) }
        let passes = found.results(of: "dmarc")
        // A host states DMARC once; two different statements prove neither.
        if !passes.isEmpty, passes.allSatisfy({ $0.result == "pass" && $0.names(domain: author.domain) }) {
            return .proven(agent, by: .dmarc)
        }
        let logins = found.results(of: "auth").filter { $0.result == "pass" }
        guard !logins.isEmpty else { return .refused(.notAuthenticated) }
        let isOwn = logins.allSatisfy { $0.property("smtp.auth").flatMap { EmailAddress($0) } == author }
        return isOwn ? .proven(agent, by: .submission) : .refused(.submittedBySomebodyElse)
    }

    private func plainAuthor() -> Result<EmailAddress, FromProblem> {
        let fields = header.all("from")
        guard let field = fields.first else { return .failure(FromProblem(.noFrom)) }
        guard fields.count == 1 else { return .failure(FromProblem(.severalFromFields)) }
        let addresses = field.addresses
        guard let only = addresses.first else { return .failure(FromProblem(.noFrom)) }
        guard addresses.count == 1 else { return .failure(FromProblem(.severalAddresses)) }
        guard case .mailbox = only else { return .failure(FromProblem(.groupAddress)) }
        guard let address = field.plainAddress else { return .failure(FromProblem(.unclearAddress)) }
        return .success(address)
    }
}

private struct FromProblem: Error {
    let reason: SenderProof.Refusal

    init(_ reason: SenderProof.Refusal) { self.reason = reason }
}

extension AuthenticationResults.Result {
    fileprivate func names(domain: Substring) -> Bool {
        property("header.from").map { $0.lowercased() == domain } ?? false
    }
}

extension HeaderField {
    /// The field's only address if there is one way to read it: `address` or `name <address>` and nothing else.
    fileprivate var plainAddress: EmailAddress? {
        let list = addressList
        guard list.defects.isEmpty, list.addresses.count == 1, case .mailbox(let mailbox) = list.addresses[0],
            let address = EmailAddress(mailbox.address)
        else { return nil }
        let value = String(decoding: rawValue, as: UTF8.self)
        guard value.last(where: { !$0.isWhitespace }) == ">" else {
            return value.filter { !$0.isWhitespace } == address.text ? address : nil
        }
        guard let open = value.lastIndex(of: "<") else { return nil }
        let inside = value[value.index(after: open)...].filter { !$0.isWhitespace }.dropLast()
        return inside == address.text ? address : nil
    }
}
