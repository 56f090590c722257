import TestSupport

/// An SMTP server that does as it should, except at one step.
final class SMTPScript: Sendable {
    struct Session: Sendable {
        var commands: [String] = []
        var content = ""
        var wasAccepted = false
    }

    let sessions = Journal<Session>()
    /// Has an entry once the server has come to its silent step.
    let isSilent = Journal<Bool>()
    private let answers: [String: String]
    private let cutStep: String?
    private let silentStep: String?
    private let gate: Gate?
    private let extensions: [String]

    /// Steps are named by the client's verb, `connect`, `content` (in the midst of the mail) and `.` (after its end).
    /// `answer` replaces the good answers of steps; `cut` closes the connection when the client has come to a step;
    /// `silent` waits there for `gate`.
    init(
        answer answers: [String: String] = [:], cut: String? = nil, silent: String? = nil, until gate: Gate? = nil,
        extensions: [String] = ["SIZE 100000000", "AUTH PLAIN LOGIN"]
    ) {
        self.answers = answers
        cutStep = cut
        silentStep = silent
        self.gate = gate
        self.extensions = extensions
    }

    private struct Cut: Error {}

    /// The first session, when it has ended.
    func session() async throws -> Session {
        try await eventually("a session has ended") { !sessions.entries.isEmpty }
        return sessions.entries[0]
    }

    var serve: ScriptedServer.Script {
        { [self] peer, _ in
            var session = Session()
            defer { sessions.append(session) }
            try answer("connect", "220 ready", peer)
            while let line = try peer.receiveLine() {
                session.commands.append(line)
                switch line.split(separator: " ").first {
                case "EHLO":
                    let lines = ["here"] + extensions
                    let text = lines.dropLast().map { "250-\($0)\r\n" }.joined() + "250 \(lines[lines.count - 1])"
                    try answer("EHLO", text, peer)
                case "HELO": try answer("HELO", "250 here", peer)
                case "AUTH" where line.split(separator: " ").count == 2:
                    try peer.send("334 \r\n")
                case "MAIL": try answer("MAIL", "250 sender ok", peer)
                case "RCPT": try answer("RCPT", "250 recipient ok", peer)
                case "DATA":
                    try answer("DATA", "354 go on", peer)
                    guard answers["DATA"] == nil else { continue }
                    session.content = try content(from: peer)
                    try answer(".", "250 taken", peer)
                    session.wasAccepted = answers["."] == nil
                case "QUIT":
                    session.commands.removeLast()
                    return
                default:
                    // An initial response on its own line, or together with AUTH.
                    try answer("AUTH", "235 welcome", peer)
                }
            }
        }
    }

    private func answer(_ step: String, _ good: String, _ peer: LoopbackSocket) throws {
        if cutStep == step { throw Cut() }
        if silentStep == step {
            isSilent.append(true)
            gate?.wait()
        }
        try peer.send("\(answers[step] ?? good)\r\n")
    }

    private func content(from peer: LoopbackSocket) throws -> String {
        var bytes: [UInt8] = []
        let end = Array("\r\n.\r\n".utf8)
        while !bytes.suffix(5).elementsEqual(end), bytes != Array(".\r\n".utf8) {
            let more = try peer.receive()
            if more.isEmpty { throw Cut() }
            bytes += more
            if cutStep == "content", bytes.count > 100_000 { throw Cut() }
        }
        return String(decoding: bytes.dropLast(3), as: UTF8.self)
    }
}
