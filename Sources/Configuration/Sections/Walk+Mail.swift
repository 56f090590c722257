import Domain
import OAuth
import Routing

extension Walk {
    func mailboxes(_ tables: [TableReader]) -> [Placed<MailboxSettings>] {
        var mailboxes: [Placed<MailboxSettings>] = []
        var names: [(String, SourcePlace)] = []
        var addresses: [(String, SourcePlace)] = []
        for table in tables {
            let name = table.require("name", .name)
            if let name { names.append((name, table.valuePlace(of: "name"))) }
            let mailbox = mailbox(table, index: mailboxes.count, name: name)
            table.finish()
            guard let mailbox else { continue }
            let place = table.valuePlace(of: table.has("address") ? "address" : "user")
            addresses.append((mailbox.address.text, place))
            addresses += mailbox.aliases.map { ($0.text, table.valuePlace(of: "aliases")) }
            mailboxes.append(Placed(value: mailbox, place: table.place))
        }
        checkUnique(names, what: "mailbox")
        checkUnique(addresses, what: "a mailbox with the address")
        return mailboxes
    }

    /// Agents are read after the mailboxes.
    func checkOwners(_ tables: [TableReader], agents: [String]) {
        for table in tables {
            guard let owner = table.optional("owner", .placed(.name)) else { continue }
            checkReference(owner, key: "owner", among: agents, what: "agent")
        }
    }

    private func mailbox(_ table: TableReader, index: Int, name: String?) -> MailboxSettings? {
        let server = server(table, .imap)
        let user = table.require("user", .text)
        let method = table.read("auth", .word, default: Login.Method.password)
        let proof = loginProof(table, method, for: .imap)
        let userAddress = user.flatMap(EmailAddress.init)
        if userAddress == nil, user != nil, !table.has("address") {
            report.add("[[mailbox]] needs the key \"address\", because \"user\" is no mail address", at: table.place)
        }
        let address = table.optional("address", .address, default: userAddress)
        let aliases = table.read("aliases", .list(of: .address), default: [])
        let watch = table.read("watch", .list(of: .folder, isEmptyAllowed: false), default: [.inbox])
        let originals = table.read("originals", .folder, default: .originals)
        let owner = table.optional("owner", .name)
        let sent = table.optional("sent", .folder, default: owner == nil ? nil : FolderPath(names: "Sent"))
        if table.has("sent"), owner == nil {
            report.add("sent: needs owner, the agent whose own mailbox this is", at: table.valuePlace(of: "sent"))
        }
        if let sent, watch.contains(sent) || sent == originals {
            report.add(
                "sent: \(tomlString(sent.description)) is watched or used for originals already",
                at: table.valuePlace(of: "sent"))
        }
        if watch.contains(originals) {
            report.add(
                "originals: \(tomlString(originals.description)) is watched too; originals need a folder of their own",
                at: table.valuePlace(of: "originals"))
        }
        if Set(watch).count < watch.count {
            report.add("watch: a folder is named twice", at: table.valuePlace(of: "watch"))
        }
        let subAddressing = table.read("sub_addressing", .flag, default: true)
        let authservID = table.optional("authserv_id", .authservID)
        let poll = table.read("poll", .duration(.seconds(1) ... .seconds(3600)), default: .seconds(60))
        // RFC 2177 allows 29 minutes; routers forget idle connections much earlier.
        let renewal = table.read("idle_renewal", .duration(.seconds(10) ... .seconds(1740)), default: .seconds(540))
        let limit = table.read("mail_limit", .size(1_000_000...1_000_000_000), default: 60_000_000)
        let credentialsExpire = table.optional("credentials_expire", .day)
        guard let name, let server, let user, let address, let proof else { return nil }
        slots.append(
            SecretSlot(references: proof.references) { configuration, values in
                configuration.mailboxes[index].login.proof = proof.make(values)
            })
        return MailboxSettings(
            name: name, server: server, login: Login(method: method, user: user, proof: .secret(Secret(""))),
            address: address,
            aliases: aliases, watch: watch, owner: owner, sent: sent, subAddressing: subAddressing,
            authservID: authservID, originals: originals,
            poll: poll, idleRenewal: renewal, mailLimit: limit, credentialsExpire: credentialsExpire)
    }

    func submission(_ table: TableReader, from firstAddress: EmailAddress?) -> SubmissionSettings? {
        let server = server(table, .submission)
        let login = submissionLogin(table)
        let from = table.optional("from", .address, default: firstAddress)
        table.finish()
        guard let server, let from else { return nil }
        return SubmissionSettings(server: server, login: login, from: from)
    }

    /// Nil without `user`: some servers take mail from this machine without login.
    private func submissionLogin(_ table: TableReader) -> Login? {
        let user = table.optional("user", .text)
        let method = table.read("auth", .word, default: Login.Method.password)
        let proofs = ["password", "token", "oauth"]
        guard table.has("user") || method != .password || proofs.contains(where: { table.has($0) }) else {
            for key in proofs { _ = table.node(key) }
            return nil
        }
        if !table.has("user") {
            let key = proofs.first { table.has($0) } ?? "auth"
            table.report.add("[submission] has \(key) but no \"user\"", at: table.place(of: key))
        }
        guard let proof = loginProof(table, method, for: .submission), let user else { return nil }
        slots.append(
            SecretSlot(references: proof.references) { configuration, values in
                configuration.submission?.login?.proof = proof.make(values)
            })
        return Login(method: method, user: user, proof: .secret(Secret("")))
    }

    /// `url`, `plain` and `ca_file`.
    private func server(_ table: TableReader, _ service: MailServerAddress.Service) -> ServerSettings? {
        let address = table.require("url", .mailServer(service))
        let isPlain = table.read("plain", .flag, default: false)
        let caFile = table.optional("ca_file", .path)
        guard let address else { return nil }
        if isPlain {
            let place = table.valuePlace(of: "plain")
            if address.isSecureFromStart {
                report.add("plain: \(address.scheme) is encrypted; leave \"plain\" out", at: place)
            } else if !HostName.isLoopback(address.host) {
                report.add(
                    "plain: unprotected connections are allowed to this machine only, not to \(address.host)", at: place
                )
            }
        }
        let security: ServerSettings.Security = isPlain ? .plain : address.isSecureFromStart ? .tls : .startTLS
        return ServerSettings(host: address.host, port: address.port, security: security, caFile: caFile)
    }
}
