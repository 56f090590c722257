import Bridge
import Configuration
import LMTP
import LMTPListener
import LocalListener
import Logging

/// Pause before a place is tried again. Meanwhile mails wait in the MTA's queue.
let listenRetry = Duration.seconds(10)

/// Takes mails until the task is cancelled. A place that cannot be had stops nothing else of the service.
func takeMails(_ listener: LMTPListener, _ log: Logger) async {
    while !Task.isCancelled {
        do {
            try await listener.run { place in
                log.notice("\(Event.lmtpListening.rawValue)", metadata: ["place": "\(place)"])
            }
        } catch {
            log.error("\(Event.lmtpFailed.rawValue)", metadata: ["reason": "\(error)"])
            // Cancellation ends the pause, and the loop with it.
            try? await Task.sleep(for: listenRetry)
        }
    }
}

extension ListenerSettings {
    init(_ settings: LMTPSettings) {
        self.init(
            place: Place(settings.place), connections: settings.connections, idleTimeout: settings.idleTimeout)
    }
}

extension LMTPHost {
    init(_ settings: LMTPSettings, name: String) {
        self.init(
            name: name,
            recipients: RecipientRule(
                addresses: Set(settings.recipients), domains: Set(settings.domains),
                subAddressing: settings.subAddressing),
            sizeLimit: settings.mailLimit, recipientLimit: settings.recipientLimit)
    }
}
