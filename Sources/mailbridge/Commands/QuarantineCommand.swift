import ArgumentParser
import Bridge
import Domain
import Marketplaces
import Store
import Wire

struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "Look at mails that were not processed, and let them through.",
        subcommands: [
            QuarantineListCommand.self, QuarantineShowCommand.self, QuarantineReleaseCommand.self,
            QuarantineDropCommand.self,
        ])
}

struct QuarantineListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Mails in quarantine, oldest first.",
        discussion: "Columns: number, since, bytes, mail, reason.")

    @OptionGroup var store: StoreOption
    @Flag(help: "Released ones too.") var all = false
    @Option(help: "How many at most, from 1 on.") var limit = ListLimit(1000)

    func run() async throws {
        try await reportingErrors {
            for mail in try await store.open().quarantined(includingReleased: all, limit: limit.rows) {
                if store.json {
                    try sayJSON(ShownQuarantinedMail(mail))
                } else {
                    sayRow([
                        String(mail.id), mail.at.description, String(mail.size), mail.mail.description, mail.reason,
                    ])
                }
            }
        }
    }
}

struct QuarantineShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The whole mail, as it came.",
        discussion: "At a terminal without what that would obey; a file or pipe gets every byte.")

    @OptionGroup var store: StoreOption
    @Argument(help: "Number of the mail.") var mail: Int64

    func run() async throws {
        try await reportingErrors {
            let store = try self.store.open()
            guard let found = try await store.quarantinedMail(mail) else {
                complain("no mail \(mail) in quarantine")
                throw ExitStatus.badData
            }
            try await store.noteView("quarantine show: mail \(mail)")
            guard !self.store.json else { return try sayJSON(ShownQuarantinedMail(found.0, content: found.raw)) }
            writeDocument(found.raw)
        }
    }
}

struct QuarantineReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Process mails once more.",
        discussion: """
            They are treated like newly arrived ones: a mail whose sender is still not proven comes back here. Cure the \
            cause first, for example senders or authserv_id in the configuration.
            """)

    @OptionGroup var store: StoreOption
    @Argument(help: "Numbers of mails, or ALL.") var mails: [Chosen]

    func validate() throws { try Chosen.check(mails) }

    func run() async throws {
        try await reportingErrors {
            let store = try self.store.open()
            try await store.eachQuarantined(mails) { mail in
                let now = systemTime()
                try await store.releaseFromQuarantine(
                    mail,
                    journal: JournalEntry(
                        at: now, event: Event.quarantineReleased.rawValue, detail: "mail \(mail)",
                        user: Caller.text),
                    at: now)
                try self.store.show(mail, "released", "; the service takes it up within seconds")
            }
        }
    }
}

struct QuarantineDropCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Throw mails away for good.",
        discussion: """
            Their content is overwritten; that they came, and that they were dropped, stays on record. A mail that lies in \
            a mailbox lies there still.
            """)

    @OptionGroup var store: StoreOption
    @Argument(help: "Numbers of mails, or ALL.") var mails: [Chosen]

    func validate() throws { try Chosen.check(mails) }

    func run() async throws {
        try await reportingErrors {
            let store = try self.store.open()
            try await store.eachQuarantined(mails) { mail in
                let now = systemTime()
                try await store.dropFromQuarantine(
                    mail,
                    journal: JournalEntry(
                        at: now, event: Event.quarantineDropped.rawValue, detail: "mail \(mail)",
                        user: Caller.text),
                    at: now)
                try self.store.show(mail, "dropped")
            }
        }
    }
}

/// A mail in quarantine as it is printed.
private struct ShownQuarantinedMail: Encodable {
    var mail: Int64
    var since: String
    var released: String?
    var size: Int
    var key: String
    var reason: String
    /// The whole mail, base64.
    var content: String?

    init(_ mail: QuarantinedMail, content: [UInt8]? = nil) {
        self.mail = mail.id
        since = mail.at.description
        released = mail.releasedAt?.description
        size = mail.size
        key = mail.mail.description
        reason = mail.reason
        self.content = content.map(base64)
    }
}

/// What became of a mail in quarantine.
private struct ShownQuarantineChange: Encodable {
    var mail: Int64
    var state: String
}

extension StoreOption {
    fileprivate func show(_ mail: Int64, _ state: String, _ remark: String = "") throws {
        if json {
            try sayJSON(ShownQuarantineChange(mail: mail, state: state))
        } else {
            say("mail \(mail): \(state)\(remark)")
        }
    }
}

extension TicketStore {
    /// Acts on the mails in quarantine that are meant. Of ALL, one that has to stay where it is, or has gone meanwhile, does not
    /// keep the others.
    fileprivate func eachQuarantined(_ chosen: [Chosen], _ act: (Int64) async throws -> Void) async throws {
        if let numbers = Chosen.numbers(chosen) {
            for mail in numbers { try await act(mail) }
            return
        }
        var areAllDone = true
        for mail in try await quarantined(includingReleased: false, limit: .max).map(\.id) {
            do {
                try await act(mail)
            } catch let error as StoreError where [.wrongState, .notFound].contains(error.kind) {
                complain("mail \(mail): \(error.detail)")
                areAllDone = false
            }
        }
        guard areAllDone else { throw ExitStatus.finding }
    }
}
