public import Domain
public import IMAPClient
import Logging
import Store

/// Hands the team's mails to the submission server, or writes them into the team's folder.
public struct TeamMailDispatcher: Sendable {
    /// How a submission ended.
    public enum Submitted: Sendable {
        case taken
        /// Nothing was taken and nothing will be.
        case refused(String)
        case notSent(String)
        /// The same, because the server does not take our login.
        case keyRefused(String)
        /// It may or may not have been taken.
        case unknown(String)
    }

    let context: BridgeContext
    let connections: [String: MailboxConnection]
    /// From the bridge's own sender to these; nil where nothing goes out by mail.
    let submit: (@Sendable ([UInt8], [EmailAddress]) async -> Submitted)?

    public init(
        _ context: BridgeContext, connections: [String: MailboxConnection],
        submit: (@Sendable ([UInt8], [EmailAddress]) async -> Submitted)?
    ) {
        self.context = context
        self.connections = connections
        self.submit = submit
    }

    /// Works until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            do {
                while !Task.isCancelled, try await next() {}
                let due = try await context.store.nextTeamMailTime()
                let pause = due.map { max(.milliseconds(10), min($0 - context.now(), .seconds(60))) } ?? .seconds(60)
                await context.teamMailsWaiting.wait(atMost: pause)
            } catch {
                context.noteStoreFailure(error)
                await context.teamMailsWaiting.wait(atMost: .seconds(5))
            }
        }
    }

    /// How long a mail waits for the submission server before the folder has to do.
    private static let patience = Duration.seconds(900)

    /// False if none is due.
    func next() async throws -> Bool {
        guard let mail = try await context.store.claimTeamMail(at: context.now()) else { return false }
        try await shielded({ try await deliver(mail) })
        return true
    }

    private func deliver(_ mail: TeamMail) async throws(StoreError) {
        guard let submit, !mail.recipients.isEmpty else { return try await write(mail) }
        // The server may have taken it before an earlier process ended. In the folder it is read, and nobody gets it twice.
        guard !mail.isInDoubt else {
            return try await postpone(mail, "it may have been sent before a restart", toFolder: true)
        }
        let result = await submit(mail.raw, mail.recipients)
        if case .keyRefused = result {
            context.meter.note(.credentials, at: .submission, now: context.now())
        } else if case .taken = result {
            context.meter.works(.submission)
        }
        switch result {
        // A second reminder helps nobody: what was perhaps taken counts as taken.
        case .taken, .unknown: try await sent(mail, "submitted")
        case .refused(let reason): try await postpone(mail, reason, toFolder: true)
        case .notSent(let reason), .keyRefused(let reason):
            try await postpone(mail, reason, toFolder: context.now() - mail.createdAt > Self.patience)
        }
    }

    private func write(_ mail: TeamMail) async throws(StoreError) {
        guard let connection = connections[mail.mailbox] else {
            return try await postpone(mail, "mailbox \(mail.mailbox) is not configured")
        }
        do {
            try await write(mail, over: connection)
        } catch {
            return try await postpone(mail, error.description, advice: error.retry, certain: !error.mayHaveTakenEffect)
        }
        try await sent(mail, "appended")
    }

    private func write(_ mail: TeamMail, over connection: MailboxConnection) async throws(IMAPError) {
        let folder = try await connection.mailbox(named: mail.folder)
        if mail.isInDoubt, try await connection.appended(messageID: mail.messageID, in: folder) != nil { return }
        _ = try await connection.append([OutgoingMail(mail.raw, messageID: mail.messageID)], to: folder)[0].get()
    }

    private func sent(_ mail: TeamMail, _ how: String) async throws(StoreError) {
        try await context.store.sentTeamMail(mail.id, at: context.now())
        context.note(.info, .teamMailSent, ["mail": "\(mail.id)", "how": how])
    }

    private func postpone(
        _ mail: TeamMail, _ reason: String, advice: RetryAdvice = .later, certain: Bool = true, toFolder: Bool = false
    ) async throws(StoreError) {
        let delay = toFolder ? .zero : RetrySchedule.ticketMails.delay(after: mail.attempts, advice: advice)
        try await context.store.postponeTeamMail(
            mail.id, until: context.now() + delay, certain: certain, toFolder: toFolder)
        context.note(.warning, .teamMailPostponed, ["mail": "\(mail.id)", "reason": reason])
    }
}
