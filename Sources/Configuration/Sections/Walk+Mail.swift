import Domain
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

    private func mailbox(_ table: TableReader, index: Int, name: String?) -> MailboxSettings? {
        let server = server(table, .imap)
        let user = table.require("user", .text)
        let method = table.read("auth", .word, default: Login.Method.password)
        let secret = loginSecret(table, method: method)
        let userAddress = user.flatMap(EmailAddress.init)
        if userAddress == nil, user != nil, !table.has("address") {
            report.add("[[mailbox]] needs the key \"address\", because \"user\" is no mail address", at: table.place)
        }
        let address = table.optional("address", .address, default: userAddress)
        let aliases = table.read("aliases", .list(of: .address), default: [])
        let watch = table.read("watch", .list(of: .folder, isEmptyAllowed: false), default: [.inbox])
        let originals = table.read("originals", .folder, default: .originals)
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
        guard let name, let server, let user, let address, let secret else { return nil }
        slots.append(
            SecretSlot(references: [secret]) { configuration, values in
                configuration.mailboxes[index].login.secret = values[0]
            })
        return MailboxSettings(
            name: name, server: server, login: Login(method: method, user: user, secret: Secret("")), address: address,
            aliases: aliases, watch: watch, subAddressing: subAddressing, authservID: authservID, originals: originals,
            poll: poll, idleRenewal: renewal, mailLimit: limit)
    }

    func submission(_ table: TableReader, from firstAddress: EmailAddress?) -> SubmissionSettings? {
        let server = server(table, .submission)
        let user = table.optional("user", .text)
        var login: Login?
        if user != nil || table.has("password") {
            if !table.has("user") {
                report.add("[submission] has a password but no \"user\"", at: table.place(of: "password"))
            }
            let method = Login.Method.password
            if let secret = loginSecret(table, method: method), let user {
                login = Login(method: method, user: user, secret: Secret(""))
                slots.append(
                    SecretSlot(references: [secret]) { configuration, values in
                        configuration.submission?.login?.secret = values[0]
                    })
            }
        } else {
            _ = table.node("password")
        }
        let from = table.optional("from", .address, default: firstAddress)
        table.finish()
        guard let server, let from else { return nil }
        return SubmissionSettings(server: server, login: login, from: from)
    }

    /// `password`, or `token` for XOAUTH2.
    private func loginSecret(_ table: TableReader, method: Login.Method) -> SecretSlot.Placed? {
        let key = method == .password ? "password" : "token"
        let secret = table.require(key, .secret)
        if method == .password, table.has("token") {
            table.refuse(["token"], because: "only with auth = \"xoauth2\"")
        } else if method == .xoauth2 {
            table.refuse(["password"], because: "auth = \"xoauth2\" needs \"token\" instead")
        }
        return secret.map { SecretSlot.Placed(key: key, reference: $0.value, place: $0.place) }
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
