import Domain

extension Walk {
    func lmtp(_ table: TableReader, mailboxes: [MailboxSettings]) -> LMTPSettings {
        let listen = table.read(
            "listen",
            .localPlace(
                example: "/run/mailbridge/lmtp", port: 2424,
                because: "mail is taken from this machine only, so that nobody else can hand over forged ones"),
            default: .path("/run/mailbridge/lmtp"))
        let place: ListeningPlace
        switch listen {
        case .path(let path):
            place = .path(
                path, mode: table.read("mode", .socketMode, default: 0o660), group: table.optional("group", .name))
        case .port(let host, let port):
            table.refuse(
                ["mode", "group"], because: "only a Unix socket has rights; a port is open to every user here")
            place = .port(host: host, port: port)
        }
        let recipients = table.read(
            "recipients", .list(of: .recipient, isEmptyAllowed: false),
            default: mailboxes.flatMap { [$0.address] + $0.aliases }.map(RecipientEntry.address))
        let settings = LMTPSettings(
            place: place,
            recipients: recipients.compactMap { if case .address(let address) = $0 { address } else { nil } },
            subAddressing: table.read(
                "sub_addressing", .flag, default: mailboxes.contains { $0.subAddressing }),
            domains: recipients.compactMap { if case .domain(let domain) = $0 { domain } else { nil } },
            mailLimit: table.read("mail_limit", .size(1_000_000...1_000_000_000), default: 60_000_000),
            recipientLimit: table.read("recipient_limit", .number(1...10_000), default: 100),
            connections: table.read("connections", .number(1...1_000), default: 20),
            idleTimeout: table.read("idle_timeout", .duration(.seconds(10) ... .seconds(3600)), default: .seconds(300)))
        table.finish()
        return settings
    }
}
