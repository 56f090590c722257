extension IMAPSession {
    /// Opens a folder. What was open before is closed, even if this fails.
    @discardableResult
    public func select(_ mailbox: MailboxName, readOnly: Bool = false) async throws(IMAPError) -> SelectedMailbox {
        try await inTurn { () async throws(IMAPError) in try await open(mailbox, readOnly: readOnly) }
    }

    func open(
        _ mailbox: MailboxName, readOnly: Bool, _ parameter: Command.SelectParameter? = nil,
        each: (Response) -> Void = { _ in }
    ) async throws(IMAPError) -> SelectedMailbox {
        var report = SelectReport()
        if let selected, isNotified, hasNews { announced[selected.name] = MailboxStatus(name: selected.name) }
        announced[mailbox] = nil
        selected = nil
        messageCount = 0
        let command = Command.select(mailbox, readOnly: readOnly, parameter)
        let line = try await answer(to: command, timeout: options.commandTimeout) {
            report.receive($0)
            each($0)
        }
        guard line.condition == .ok else {
            var error = IMAPError(line, of: "SELECT")
            if error.kind == .refused, line.code == nil, try await !exists(mailbox) { error.kind = .noSuchFolder }
            throw error
        }
        let highest = report.uidNext == nil ? try await highestUID() : nil
        let opened = report.mailbox(mailbox, answer: line, readOnly: readOnly, highest: highest)
        selected = opened
        // Nothing has been asked for yet.
        hasNews = opened.exists > 0
        return opened
    }

    private func highestUID() async throws(IMAPError) -> UID? {
        var found = FoundUIDs()
        try await run(.uidSearch("UID *"), timeout: options.commandTimeout) { found.receive($0) }
        return found.uids?.last
    }

    /// The first UID behind all mails of the open folder; what comes later has this one or a higher one.
    ///
    /// That is UIDNEXT, or less where the last mails are gone. One that is told too high would have us pass over all that
    /// comes, so the mails themselves are asked as well.
    public func end() async throws(IMAPError) -> UID {
        try await inTurn { () async throws(IMAPError) in
            guard let selected else { throw IMAPError(.unsupported, "no folder is open") }
            guard messageCount > 0 else { return .first }
            if let highest = try await highestUID() { return min(selected.uidNext, highest.successor) }
            // The last mail may just have gone. That the folder is unknown must not be taken for "all is new".
            guard selected.uidNext > .first else {
                throw IMAPError(.protocolViolation, "the server tells neither UIDNEXT nor the UID of the last mail")
            }
            return selected.uidNext
        }
    }

    /// Figures of a folder that need not be open.
    public func status(_ mailbox: MailboxName) async throws(IMAPError) -> MailboxStatus {
        try await inTurn { () async throws(IMAPError) in
            var status = MailboxStatus(name: mailbox)
            try await run(.status(mailbox, Self.figures), timeout: options.commandTimeout) {
                if case .data(.mailboxStatus(let found)) = $0, found.name == mailbox { status = found }
            }
            // What was asked for is no announcement.
            announced[mailbox] = nil
            return status
        }
    }

    private static let figures = ["MESSAGES", "UIDNEXT", "UIDVALIDITY"]

    /// As ``status(_:)`` for several folders, in one round trip where the server has LIST-STATUS.
    func status(of mailboxes: [MailboxName]) async throws(IMAPError) -> [MailboxName: MailboxStatus] {
        var found: [MailboxName: MailboxStatus] = [:]
        let isPattern = { (name: MailboxName) in name.bytes.contains { $0 == 0x25 || $0 == 0x2A } }
        if mailboxes.count > 1, capabilities.contains("LIST-STATUS"), !mailboxes.contains(where: isPattern) {
            let asked = Set(mailboxes)
            try await inTurn { () async throws(IMAPError) in
                let command = Command.list(statusOf: mailboxes, Self.figures)
                // A refusal is no matter: each is asked for alone then.
                _ = try await answer(to: command, timeout: options.commandTimeout) {
                    guard case .data(.mailboxStatus(let status)) = $0, asked.contains(status.name) else { return }
                    found[status.name] = status
                }
                for name in mailboxes where found[name] != nil { announced[name] = nil }
            }
        }
        for name in mailboxes where found[name] == nil { found[name] = try await status(name) }
        return found
    }

    /// Use and limits of the quota roots that a folder counts for (RFC 9208 §4.1.2); empty without QUOTA.
    public func quota(of mailbox: MailboxName) async throws(IMAPError) -> [QuotaReport] {
        try await inTurn { () async throws(IMAPError) in
            guard capabilities.contains("QUOTA") else { return [] }
            var reports: [QuotaReport] = []
            try await run(.quotaRoot(of: mailbox), timeout: options.commandTimeout) { response in
                if case .data(.quota(let report)) = response { reports.append(report) }
            }
            return reports
        }
    }

    /// All folders with their roles.
    public func list() async throws(IMAPError) -> [ListedMailbox] {
        try await inTurn { () async throws(IMAPError) in
            let hasRoles = capabilities.contains("SPECIAL-USE")
            let command: Command =
                if !hasRoles, capabilities.contains("XLIST") {
                    .extendedList
                } else {
                    .list(specialUse: hasRoles && capabilities.contains("LIST-EXTENDED"))
                }
            var mailboxes: [ListedMailbox] = []
            try await run(command, timeout: options.commandTimeout) { response in
                if case .data(.list(let mailbox)) = response { mailboxes.append(mailbox) }
            }
            return mailboxes
        }
    }

    /// Creates a folder and all levels above it, and subscribes to it. An existing folder is success.
    public func create(_ mailbox: MailboxName) async throws(IMAPError) {
        try await inTurn { () async throws(IMAPError) in
            let namespace = try await namespace()
            for level in mailbox.levels(separator: namespace.separator) {
                // The top of a namespace such as `INBOX.` is always there.
                if level == .inbox || namespace.prefix.bytes.starts(with: level.bytes) { continue }
                try await createLevel(level)
            }
            // A folder that is not subscribed to is hidden in some mail clients, but it works.
            _ = try await answer(to: .subscribe(mailbox), timeout: options.commandTimeout)
        }
    }

    private func createLevel(_ level: MailboxName) async throws(IMAPError) {
        let line = try await answer(to: .create(level), timeout: options.commandTimeout)
        if line.condition == .ok || line.code?.name == "ALREADYEXISTS" { return }
        // Servers older than RFC 5530 refuse without saying why.
        if try await !exists(level) { throw IMAPError(line, of: "CREATE") }
    }

    private func exists(_ mailbox: MailboxName) async throws(IMAPError) -> Bool {
        var exists = false
        try await run(.list(named: mailbox), timeout: options.commandTimeout) { response in
            if case .data(.list(let found)) = response, found.name == mailbox { exists = true }
        }
        return exists
    }

    /// The full name of a folder whose levels are `path`, with this server's prefix and separator. Separators within a
    /// level, and dots, which Maildir servers refuse, become `_`.
    public func mailbox(path: [String]) async throws(IMAPError) -> MailboxName {
        try await inTurn { () async throws(IMAPError) in try await namespace().mailbox(path: path) }
    }

    /// The folder that `written` means: the name as the server spells it, or its levels with `/` between them where the
    /// server has another separator.
    public func folder(_ written: MailboxName) async throws(IMAPError) -> MailboxName {
        let slash = UInt8(ascii: "/")
        guard written.bytes.contains(slash) else { return written }
        return try await inTurn { () async throws(IMAPError) in
            let namespace = try await namespace()
            guard let separator = namespace.separator, separator != slash else { return written }
            return namespace.mailbox(path: written.text.split(separator: "/").map(String.init))
        }
    }

    /// Prefix and separator of the user's own folders.
    private func namespace() async throws(IMAPError) -> Namespaces.Namespace {
        if let personalNamespace { return personalNamespace }
        var found: Namespaces.Namespace?
        if capabilities.contains("NAMESPACE") {
            _ = try await answer(to: .namespace, timeout: options.commandTimeout) { response in
                if case .data(.namespaces(let all)) = response { found = all.personal.first }
            }
        }
        if found == nil {
            try await run(.separator, timeout: options.commandTimeout) { response in
                guard case .data(.list(let root)) = response else { return }
                found = Namespaces.Namespace(prefix: MailboxName(wire: []), separator: root.separator)
            }
        }
        let namespace = found ?? Namespaces.Namespace(prefix: MailboxName(wire: []), separator: nil)
        personalNamespace = namespace
        return namespace
    }
}
