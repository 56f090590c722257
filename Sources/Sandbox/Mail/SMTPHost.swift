import Domain
import LMTP

/// What an SMTP dialogue needs to know of the host that holds it.
struct SMTPHost: Sendable {
    var name: String
    var accounts: [SandboxOptions.Account]
    /// Largest mail in bytes.
    var sizeLimit: Int
    var trustsXCLIENT: Bool

    func account(_ login: String) -> SandboxOptions.Account? {
        accounts.first { $0.login == login } ?? accounts.first { $0.address.text == login }
    }

    var greeting: SMTPReply { SMTPReply(220, lines: ["\(name) ESMTP sandbox"]) }

    var capabilities: SMTPReply {
        var lines = [name, "PIPELINING", "SIZE \(sizeLimit)", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"]
        lines.append("AUTH PLAIN LOGIN")
        if trustsXCLIENT { lines.append("XCLIENT NAME ADDR PORT PROTO HELO LOGIN") }
        return SMTPReply(250, lines: lines)
    }
}

/// A mail as the SMTP dialogue brought it, with its envelope.
struct SubmittedMail: Sendable {
    /// Nil for the null path `<>`.
    var sender: EmailAddress?
    var recipients: [EmailAddress] = []
    /// Who logged in; nil: mail from the internet.
    var account: SandboxOptions.Account?
    var helo = ""
    var isExtended = true
    /// CR LF line ends, dots unstuffed.
    var bytes: [UInt8] = []
}
