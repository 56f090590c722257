import Domain
public import LMTP
import Logging
import Store

/// Stores mails that an MTA hands over while the service runs; the spool's worker deals with them.
public struct MTAIntake: Sendable {
    let context: BridgeContext

    public init(_ context: BridgeContext) { self.context = context }

    /// Finishes even if the task is cancelled meanwhile: the MTA shall hear what became of its mail.
    public func take(_ mail: HandedMail) async -> HandOver {
        do {
            try context.room.check()
            let key = try await shielded { [context] in
                try await accept(
                    mail.bytes, into: context.store, limit: context.settings.quarantineLimit, at: context.now())
            }
            context.spoolWaiting.ring()
            context.note(.info, .mailHandedOver, ["mail": "\(key)", "bytes": "\(mail.content.count)"])
            return .stored
        } catch {
            context.note(.error, .handOverFailed, ["reason": "\(error)"])
            return (error as? StoreError)?.kind == .noSpace ? .noSpace : .notNow
        }
    }
}
