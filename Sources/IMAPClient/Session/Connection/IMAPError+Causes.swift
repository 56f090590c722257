import Domain
import Transport

extension IMAPError {
    /// How long to leave a server alone that refused our credentials, so as not to lock the account.
    static let credentialPause: Duration = .seconds(20 * 60)
    static let bandwidthPause: Duration = .seconds(30 * 60)
    static let commandLimitPause: Duration = .seconds(2 * 60)
    static let fullMailboxPause: Duration = .seconds(15 * 60)

    /// Of opening a connection or of using it.
    init(_ error: TransportError) {
        let line = error.reply.flatMap(Self.statusLine)
        let kind: Kind
        var retry = error.retry
        switch error.kind {
        case .credentials:
            kind = .credentials
            retry = .after(Self.credentialPause)
        case .unavailable: kind = .unavailable
        case .certificate, .configuration:
            kind = .configuration
            if retry == .never { retry = .after(Self.credentialPause) }
        case .protocolViolation: kind = .protocolViolation
        case .cancelled: kind = .cancelled
        case .resolve, .connect, .tls, .timeout, .connectionLost, .tooLarge, .closed: kind = .network
        }
        if kind == .network, retry == .never { retry = .later }
        self.init(kind, error.detail, code: line?.code, retry: retry, mayHaveTakenEffect: error.requestWasSent)
    }

    /// NO, BAD or BYE in answer to `command`.
    init(_ line: StatusLine, of command: String, mayHaveTakenEffect: Bool = false) {
        let said = "\(command): \(line.condition.rawValue)\(line.code.map { " [\($0.name)]" } ?? "") \(line.text)"
        let kind: Kind
        let retry: RetryAdvice
        switch line.failureClass(of: command == "APPEND" ? .append : .command) ?? .transient {
        case .credentials, .mailboxAccess: (kind, retry) = (.credentials, .after(Self.credentialPause))
        case .expiredToken: (kind, retry) = (.network, .later)
        case .transient: (kind, retry) = (Self.kindOfTransient(line), .later)
        case .throttled:
            (kind, retry) = (.throttled, .after(line.condition == .bye ? Self.bandwidthPause : Self.commandLimitPause))
        case .configuration: (kind, retry) = (.configuration, .after(Self.credentialPause))
        case .permanent: (kind, retry) = (.tooLarge, .never)
        case .full: (kind, retry) = (.overQuota, .after(Self.fullMailboxPause))
        case .misunderstood: (kind, retry) = (.refused, .later)
        }
        self.init(kind, said, code: line.code, retry: retry, mayHaveTakenEffect: mayHaveTakenEffect)
    }

    private static func kindOfTransient(_ line: StatusLine) -> Kind {
        if line.condition == .bye { return .network }
        switch line.code?.name {
        case "NONEXISTENT", "TRYCREATE": return .noSuchFolder
        case "UNAVAILABLE", "INUSE", "SERVERBUG", "CORRUPTION": return .unavailable
        default: return .refused
        }
    }

    private static func statusLine(_ reply: String) -> StatusLine? {
        var parser = ResponseParser()
        return switch parser.receive(Array(reply.utf8) + [0x0D, 0x0A]).first {
        case .tagged(_, let line), .status(let line): line
        default: nil
        }
    }
}
