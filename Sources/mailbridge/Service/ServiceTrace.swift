import Bridge
import IMAPClient
import Logging
import Synchronization

/// The trace of what is said over IMAP, for the whole life of the process: a reload neither ends nor begins it. Its lines go
/// into the log of the run under way.
final class ServiceTrace: Sendable {
    let lines: ProtocolTrace
    private let log: CurrentLog

    private final class CurrentLog: Sendable {
        let log = Mutex<Logger?>(nil)
    }

    init() {
        let current = CurrentLog()
        log = current
        lines = ProtocolTrace { connection, line in
            current.log.withLock { $0 }?.notice(
                "\(Event.imapTrace.rawValue)", metadata: ["connection": "\(connection)", "line": "\(line)"])
        }
    }

    /// From now on lines go here.
    func write(to log: Logger) { self.log.log.withLock { $0 = log } }

    func toggle() {
        let isOn = lines.toggle()
        log.log.withLock { $0 }?.notice("\(Event.imapTraceSwitched.rawValue)", metadata: ["on": "\(isOn)"])
    }
}

extension ProtocolTrace {
    /// For commands: on standard error, from the first line on.
    static func onStandardError() -> ProtocolTrace {
        ProtocolTrace(isOn: true) { connection, line in complain("\(connection) \(line)") }
    }
}
