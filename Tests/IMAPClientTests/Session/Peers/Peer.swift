import TestSupport
import Testing

@testable import IMAPClient

/// A mail server with a habit of its own that no server at hand has, and what a watcher of its inbox makes of it.
struct Peer: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN IDLE UIDPLUS MOVE LITERAL+"
    var mails = (1...5).map { MailServerFixture.mail($0) }
    /// UIDs that bring no mail.
    var missing: [UID: MissingMail] = [:]
    /// Kinds of errors after which the connection is made anew, in this order.
    var errors: [IMAPError.Kind] = []
    var limits = ParserLimits.default
    let script: FakeServer.Script

    init(_ description: String, _ script: @escaping FakeServer.Script) {
        testDescription = description
        self.script = script
    }

    /// Says `text` instead of answering the first command that starts with `word`.
    static func once(_ word: String, _ text: String) -> FakeServer.Script {
        { command, _, state in
            guard command.hasPrefix(word) else { return .normal }
            return state.commands.count { $0.line.hasPrefix(word) } == 1 ? .say(text) : .normal
        }
    }

    /// Adds `text` before the answer to each command that starts with `word`, on the first connection.
    static func before(_ word: String, _ text: String) -> FakeServer.Script {
        { command, connection, _ in command.hasPrefix(word) && connection == 0 ? .saying(text) : .normal }
    }

    func with(_ change: (inout Peer) -> Void) -> Peer {
        var peer = self
        change(&peer)
        return peer
    }
}
