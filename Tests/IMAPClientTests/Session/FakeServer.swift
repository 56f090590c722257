import Domain
import Glibc
import Synchronization
import TestSupport
import Transport

@testable import IMAPClient

/// A small IMAP server with one folder whose misbehaviour the test writes; for what Dovecot never does.
final class FakeServer: Sendable {
    enum Reaction: Sendable {
        /// Answer as it should be.
        case normal
        /// Send this first, then answer as it should be.
        case saying(String)
        /// Answer as if the folder held what this makes of its mails.
        case rows(@Sendable ([Mail]) -> [Mail])
        /// Send this instead and go on. `TAG` stands for the command's tag.
        case say(String)
        /// Send this instead, then close the connection.
        case last(String)
        /// Send this instead, in so many pieces with a pause before each, and go on. `TAG` stands for the command's tag.
        case slowly(String, pieces: Int, pause: Duration)
        /// Say this again and again, and nothing else any more.
        case endless(String)
        /// Say nothing at all.
        case silence
    }

    typealias Mail = (uid: UInt32, bytes: [UInt8])

    struct State: Sendable {
        var mails: [Mail] = []
        var uidValidity = 1
        var capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN IDLE UIDPLUS MOVE LITERAL+"
        /// Commands of all connections, without tags; `connection` counts from 0.
        var commands: [(connection: Int, line: String)] = []
        var appended: [[UInt8]] = []
    }

    typealias Script = @Sendable (_ command: String, _ connection: Int, _ state: inout State) -> Reaction

    private let shared: Shared
    private let server: ScriptedServer

    init(mails: [[UInt8]] = [], _ script: @escaping Script = { _, _, _ in .normal }) throws {
        let shared = Shared()
        shared.state.withLock { state in
            state.mails = mails.enumerated().map { (UInt32($0.offset + 1), $0.element) }
        }
        self.shared = shared
        server = try ScriptedServer { peer, number in
            try Conversation(peer: peer, number: number, shared: shared, script: script).run()
        }
    }

    func withState<Result: Sendable>(_ body: @Sendable (inout State) -> Result) -> Result {
        shared.state.withLock { body(&$0) }
    }

    var commands: [String] { shared.state.withLock { $0.commands.map(\.line) } }
    var connections: Int { server.connections }

    func account(_ options: IMAPOptions = IMAPOptions()) -> IMAPAccount {
        let place = MailServer(host: "127.0.0.1", port: server.port, security: .plain)
        return IMAPAccount(
            name: "fake", server: place, options: options, credentials: .password(user: "u", Secret("p")))
    }
}

private final class Shared: Sendable {
    let state = Mutex(FakeServer.State())
}

/// One connection of a ``FakeServer``.
private struct Conversation {
    let peer: LoopbackSocket
    let number: Int
    let shared: Shared
    let script: FakeServer.Script

    func run() throws {
        try peer.send("* OK fake server\r\n")
        var idling: String?
        while let line = try peer.receiveLine() {
            if line == "DONE", let tag = idling.take() {
                try peer.send("\(tag) OK done\r\n")
                continue
            }
            let tag = String(line.prefix { $0 != " " })
            let command = String(line.dropFirst(tag.count + 1))
            let reaction = shared.state.withLock { state -> FakeServer.Reaction in
                guard tag.hasPrefix("m") else { return .normal }
                state.commands.append((number, command))
                return script(command, number, &state)
            }
            switch reaction {
            case .normal: try answer(command, tag)
            case .saying(let text):
                try peer.send(text)
                try answer(command, tag)
            case .rows(let change): try answer(command, tag, change)
            case .say(let text):
                try peer.send(text.replacing("TAG", with: tag))
                // An answer that starts like this waits for DONE.
                idling = text.hasPrefix("+") ? tag : nil
            case .last(let text): return try peer.send(text.replacing("TAG", with: tag))
            case .slowly(let text, let pieces, let pause):
                let bytes = Array(text.replacing("TAG", with: tag).utf8)
                let length = bytes.count / pieces + 1
                for start in stride(from: 0, to: bytes.count, by: length) {
                    usleep(UInt32(pause / .microseconds(1)))
                    try peer.send(Array(bytes[start..<min(bytes.count, start + length)]))
                }
            case .endless(let text): while true { try peer.send(text) }
            case .silence: while try !peer.receive().isEmpty {}
            }
            if command == "LOGOUT" { return }
        }
    }

    private func answer(
        _ command: String, _ tag: String, _ change: ([FakeServer.Mail]) -> [FakeServer.Mail] = { $0 }
    ) throws {
        var state = shared.state.withLock { $0 }
        state.mails = change(state.mails)
        switch command.split(separator: " ").prefix(2).joined(separator: " ") {
        case "CAPABILITY": try peer.send("* CAPABILITY \(state.capabilities)\r\n")
        case "LOGOUT": try peer.send("* BYE\r\n")
        case "LIST \"\"": try peer.send("* LIST (\\HasNoChildren) \"/\" INBOX\r\n")
        case "SELECT \"INBOX\"":
            let next = (state.mails.last?.uid ?? 0) + 1
            try peer.send("* \(state.mails.count) EXISTS\r\n* OK [UIDVALIDITY \(state.uidValidity)]\r\n")
            try peer.send("* OK [UIDNEXT \(next)]\r\n")
        case "UID SEARCH":
            try peer.send("* SEARCH \(state.mails.map { "\($0.uid)" }.joined(separator: " "))\r\n")
        case "UID FETCH": try fetch(command, state.mails)
        case "IDLE": try idle(state.mails.count)
        case let append where append.hasPrefix("APPEND"): try takeMail(command)
        default: break
        }
        try peer.send("\(tag) OK done\r\n")
    }

    private func fetch(_ command: String, _ mails: [FakeServer.Mail]) throws {
        let set = command.split(separator: " ")[2].split(separator: ",").map { part in
            let ends = part.split(separator: ":").map { UInt32($0) ?? .max }
            return (ends.first ?? 0)...(ends.last ?? 0)
        }
        for (place, mail) in mails.enumerated() where set.contains(where: { $0.contains(mail.uid) }) {
            var row = Array("* \(place + 1) FETCH (UID \(mail.uid) FLAGS () RFC822.SIZE \(mail.bytes.count)".utf8)
            if command.contains("BODY.PEEK[]") { row += Array(" BODY[] {\(mail.bytes.count)}\r\n".utf8) + mail.bytes }
            try peer.send(row + Array(")\r\n".utf8))
        }
    }

    private func idle(_ known: Int) throws {
        try peer.send("+ idling\r\n")
        let count = shared.state.withLock { $0.mails.count }
        if count != known { try peer.send("* \(count) EXISTS\r\n") }
        _ = try peer.receiveLine()
    }

    private func takeMail(_ command: String) throws {
        if !command.hasSuffix("+}") { try peer.send("+ go ahead\r\n") }
        var missing = Int(command.split(separator: "{").last?.prefix { $0.isNumber } ?? "0") ?? 0
        var mail: [UInt8] = []
        while missing > 0 {
            let piece = try peer.receive(limit: missing)
            if piece.isEmpty { return }
            mail += piece
            missing -= piece.count
        }
        _ = try peer.receiveLine()
        shared.state.withLock { $0.appended.append(mail) }
    }
}
