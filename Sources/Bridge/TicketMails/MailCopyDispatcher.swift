public import Domain
import Logging
public import Marketplaces
public import Store

/// Brings copies of ticket mails to agents' own addresses, as routes wish it. A copy may come twice, under the same
/// Message-ID, rather than not at all.
public struct MailCopyDispatcher: Sendable {
    /// Longer ago, nobody waits for the copy any more: the ticket mail itself is in the folder.
    private static let patience = Duration.seconds(48 * 3600)
    /// Not taken up again before, while one attempt is under way.
    private static let attempt = Duration.seconds(900)

    let context: BridgeContext
    private let send: @Sendable ([UInt8], EmailAddress) async -> MailDelivery

    /// - Parameter send: brings a mail to one address
    public init(_ context: BridgeContext, send: @escaping @Sendable ([UInt8], EmailAddress) async -> MailDelivery) {
        self.context = context
        self.send = send
    }

    /// Works until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            var pause = Duration.seconds(5)
            do {
                _ = try await pass()
                let next = try await context.store.nextMailCopyTime()
                pause = next.map { max(.seconds(1), min($0 - context.now(), .seconds(5))) } ?? .seconds(5)
            } catch {
                context.noteStoreFailure(error)
            }
            try? await Task.sleep(for: pause)
        }
    }

    /// Sends what is due now; returns how many copies were taken.
    public func pass() async throws(StoreError) -> Int {
        var count = 0
        while !Task.isCancelled {
            let now = context.now()
            guard let copy = try await context.store.claimMailCopy(at: now, retryAt: now + Self.attempt) else { break }
            if try await send(copy) { count += 1 }
        }
        return count
    }

    private func send(_ copy: MailCopy) async throws(StoreError) -> Bool {
        guard let address = EmailAddress(copy.address) else {
            try await giveUp(copy, "no address")
            return false
        }
        switch await send(copy.raw, address) {
        case .taken:
            try await context.store.finishMailCopy(copy.id)
            context.note(.info, .mailCopySent, ticket: copy.ticket)
            return true
        case .refused(let code): try await giveUp(copy, "refused with \(code)")
        case .unclear(let reason): try await postpone(copy, reason)
        }
        return false
    }

    private func postpone(_ copy: MailCopy, _ reason: String) async throws(StoreError) {
        guard context.now() - copy.createdAt < Self.patience else { return try await giveUp(copy, reason) }
        let delay = RetrySchedule.posts.delay(after: copy.attempts)
        try await context.store.postponeMailCopy(copy.id, until: context.now() + delay)
    }

    private func giveUp(_ copy: MailCopy, _ reason: String) async throws(StoreError) {
        context.note(.warning, .mailCopyFailed, ticket: copy.ticket, ["reason": reason])
        try await context.store.finishMailCopy(copy.id)
    }
}
