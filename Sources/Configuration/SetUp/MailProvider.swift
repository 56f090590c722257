/// What is publicly known of a mailbox's host, by the domain of its address; guesses for all others.
struct MailProvider: Sendable {
    /// IMAP servers, the likeliest first.
    var imap: [String]
    /// Submission servers, the likeliest first.
    private var smtp: [String]
    /// As its Authentication-Results fields begin.
    var authservID: String?
    /// What its customers have to do first.
    var hint: String?

    init(domain: String) {
        if let known = Self.known.first(where: { $0.domains.contains(domain) }) {
            imap = [known.imap]
            smtp = [known.smtp]
            hint = known.hint
            authservID = known.authservID
            return
        }
        imap = domain.isEmpty ? [] : ["imap.\(domain)", "mail.\(domain)", domain]
        smtp = domain.isEmpty ? [] : ["smtp.\(domain)", "mail.\(domain)", domain]
    }

    /// Beside an IMAP server that is known by now (as URL), its neighbour comes first.
    func smtp(besides imapURL: String?) -> [String] {
        guard let imapURL, let host = try? Address(imapURL).host, !imap.contains(host) || imap.count > 1 else {
            return smtp
        }
        let neighbour = host.hasPrefix("imap.") ? "smtp.\(host.dropFirst(5))" : host
        return [neighbour] + smtp.filter { $0 != neighbour }
    }

    private struct Known: Sendable {
        var domains: Set<String>
        var imap: String
        var smtp: String
        var authservID: String?
        var hint: String?
    }

    private static let applicationPassword =
        "This host wants a password of its own for each application; make one in the account's security settings."

    private static let known = [
        Known(
            domains: ["gmail.com", "googlemail.com"], imap: "imap.gmail.com", smtp: "smtp.gmail.com",
            authservID: "mx.google.com", hint: applicationPassword),
        Known(
            domains: ["gmx.de", "gmx.net", "gmx.at", "gmx.ch"], imap: "imap.gmx.net", smtp: "mail.gmx.net",
            hint: "IMAP has to be switched on in the settings of the mailbox."),
        Known(
            domains: ["web.de"], imap: "imap.web.de", smtp: "smtp.web.de:587",
            hint: "IMAP has to be switched on in the settings of the mailbox."),
        Known(
            domains: ["outlook.com", "hotmail.com", "live.com"], imap: "outlook.office365.com",
            smtp: "smtp.office365.com:587",
            hint:
                "Microsoft takes no passwords: the login needs OAuth, written by hand; see [[mailbox]] in mailbridge.toml(5)."
        ),
        Known(
            domains: ["yahoo.com", "yahoo.de", "yahoo.fr"], imap: "imap.mail.yahoo.com", smtp: "smtp.mail.yahoo.com",
            hint: applicationPassword),
        Known(
            domains: ["icloud.com", "me.com", "mac.com"], imap: "imap.mail.me.com", smtp: "smtp.mail.me.com:587",
            hint: applicationPassword),
        Known(
            domains: ["fastmail.com", "fastmail.fm"], imap: "imap.fastmail.com", smtp: "smtp.fastmail.com",
            hint: applicationPassword),
        Known(domains: ["t-online.de"], imap: "secureimap.t-online.de", smtp: "securesmtp.t-online.de"),
        Known(domains: ["mailbox.org"], imap: "imap.mailbox.org", smtp: "smtp.mailbox.org"),
        Known(domains: ["posteo.de", "posteo.net"], imap: "posteo.de", smtp: "posteo.de"),
        Known(domains: ["freenet.de"], imap: "mx.freenet.de", smtp: "mx.freenet.de"),
        Known(domains: ["o2.pl"], imap: "poczta.o2.pl", smtp: "poczta.o2.pl"),
        Known(domains: ["interia.pl"], imap: "poczta.interia.pl", smtp: "poczta.interia.pl"),
        Known(domains: ["onet.pl", "op.pl"], imap: "imap.poczta.onet.pl", smtp: "smtp.poczta.onet.pl"),
    ]
}
