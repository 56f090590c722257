import CCurl
import Domain

/// The server's lines of one login phase, and what they say about its end. Used only on the login's thread.
final class LoginDialogue {
    /// Far above what any server says before a login.
    private static let limit = 256 << 10

    private let dialect: MailLogin.Dialect
    private(set) var lines: [String] = []
    private var size = 0

    init(_ dialect: MailLogin.Dialect) { self.dialect = dialect }

    /// Takes one line as libcurl hands it over; false when the server talks without end.
    func append(_ line: UnsafeRawBufferPointer) -> Bool {
        size += line.count
        var text = line[...]
        while let last = text.last, last == 0x0A || last == 0x0D { text = text.dropLast() }
        lines.append(String(decoding: text, as: UTF8.self))
        return size <= Self.limit
    }

    /// True once the server answered an attempt to log in, in whatever way.
    var sawAuthentication: Bool {
        switch dialect {
        // libcurl logs in last, so that a refused tag is that of the login; CAPABILITY and STARTTLS succeed before it.
        case .imap: lines.contains { $0.hasPrefix("+") || isTagged($0, "NO") || isTagged($0, "BAD") }
        case .smtp: lines.contains { ["334", "235", "535", "454", "534", "538"].contains($0.prefix(3)) }
        }
    }

    /// The ways to log in that the server offers, for the log.
    var offer: String {
        let words = lines.last { $0.uppercased().contains("AUTH=") || $0.uppercased().contains("LOGINDISABLED") }?
            .uppercased().split { " []".contains($0) }.filter { $0.hasPrefix("AUTH=") || $0 == "LOGINDISABLED" }
        return words.map { ": \($0.joined(separator: " "))" } ?? ""
    }

    /// Why a login that libcurl takes for successful is none; nil if it is one.
    func objection(to security: MailServer.Security, needsLogin: Bool) -> TransportError? {
        switch dialect {
        case .imap where security != .plain && lines.contains { $0.uppercased().hasPrefix("* PREAUTH") }:
            // Somebody is logged in, but nobody knows who: with STARTTLS this is how an attacker avoids TLS.
            return TransportError(
                .protocolViolation, "the server takes the connection as logged in before any login (PREAUTH)",
                retry: .never, reply: lines.last)
        case .smtp where needsLogin && !lines.contains { $0.hasPrefix("235") }:
            // libcurl goes on without login where the server offers none.
            return TransportError(
                .credentials, "the server offers no way to log in with these credentials", retry: .never,
                reply: lines.last)
        default:
            return nil
        }
    }

    /// The fault that libcurl reported, told apart by the server's last words.
    func error(_ code: CURLcode, _ detail: String) -> TransportError {
        var error = TransportError(code, detail, requestWasSent: false)
        let spoken = [CURLE_LOGIN_DENIED, CURLE_WEIRD_SERVER_REPLY, CURLE_WRITE_ERROR, CURLE_REMOTE_ACCESS_DENIED]
        guard spoken.contains(code), let reply = lines.last else { return error }
        let token = dialect == .imap ? lines.lazy.compactMap { SASLError(challenge: $0) }.last : nil
        error.reply = reply
        // After XOAUTH2 libcurl hangs up at the challenge, so that it is the last line.
        if !reply.hasPrefix("+") || token == nil { error.detail += ": \(reply.prefix(200))" }
        if let token { error.detail += ": \(token.text)" }
        switch code {
        case CURLE_WRITE_ERROR: error.kind = .protocolViolation
        case CURLE_LOGIN_DENIED where isTemporary(reply) || token?.isTemporary == true:
            error.kind = .unavailable
            error.retry = .later
        case CURLE_LOGIN_DENIED: break
        default: if isGoodbye(reply) { error.kind = .unavailable }
        }
        return error
    }

    private func isTemporary(_ reply: String) -> Bool {
        if dialect == .smtp { return reply.hasPrefix("4") }
        let reply = reply.uppercased()
        // However it is worded, after this the account may be locked by trying again.
        if reply.contains("[AUTHENTICATIONFAILED]") || reply.contains("[AUTHORIZATIONFAILED]") { return false }
        let codes = ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "[OVERQUOTA]", "[THROTTLED]"]
        return codes.contains { reply.contains($0) } || reply.contains("TOO MANY") || reply.hasPrefix("* BYE")
    }

    private func isGoodbye(_ reply: String) -> Bool {
        dialect == .smtp ? reply.hasPrefix("4") || reply.hasPrefix("5") : reply.uppercased().hasPrefix("* BYE")
    }

    /// libcurl's tags are a letter and three digits.
    private func isTagged(_ line: String, _ status: String) -> Bool {
        let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        return words.count >= 2 && words[0].utf8.count == 4 && words[1].uppercased() == status
    }
}
