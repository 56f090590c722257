public import Domain
import MIME
import Logging
public import Store

/// Takes up mails that are stored and not decided yet: handed over by an MTA, waiting for a marketplace, or released from
/// quarantine.
public struct SpoolIntake: Sendable {
    let context: BridgeContext
    /// When a mail is tried again whose attempt ended with the process. No other process claims it meanwhile: one alone works
    /// on a store.
    private static let retry = Duration.seconds(10)

    public init(_ context: BridgeContext) { self.context = context }

    /// Works until the task is cancelled; looks every few seconds, since other processes put mails here too.
    public func run() async {
        while !Task.isCancelled {
            do {
                _ = try await pass()
            } catch {
                context.noteStoreFailure(error)
            }
            await context.spoolWaiting.wait(atMost: .seconds(2))
        }
    }

    /// Returns how many mails were tried.
    public func pass() async throws(StoreError) -> Int {
        var count = 0
        while !Task.isCancelled {
            let now = context.now()
            guard let mail = try await context.store.claimSpooled(at: now, retryAt: now + Self.retry) else { break }
            let incoming = IncomingMail(
                key: mail.mail, bytes: mail.raw, receivedAt: mail.receivedAt, firstTriedAt: mail.receivedAt,
                attempts: mail.attempts, isTruncated: mail.isTruncated)
            try await context.pulse.during("mail \(mail.mail)") { () async throws(StoreError) in
                try await MailIntake(context).receive(incoming)
            }
            count += 1
        }
        return count
    }
}

/// Takes a mail that came without a mailbox behind it; durable when it returns.
///
/// - Parameter limit: bytes that mails that are set aside may take together. Whoever hands a mail over has it still.
public func accept(
    _ mail: [UInt8], into store: any TicketStore, limit: Int, at now: Timestamp
) async throws(StoreError) -> MailKey {
    guard try await store.setAsideSize() + mail.count <= limit else {
        throw StoreError(
            .noSpace, "mails in quarantine and spool take all of quarantine_limit; see quarantine drop", retry: .later)
    }
    let fingerprint = Fingerprint(Message(parsing: mail))
    return try await store.accept(
        mail, messageID: fingerprint.messageID, contentHash: fingerprint.contentHash, at: now)
}
