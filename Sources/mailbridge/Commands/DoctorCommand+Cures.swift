import Domain
import Glibc
import IMAPClient
import Marketplaces
import Store
import Transport

/// What helps against what `doctor` finds.
extension DoctorCommand {
    static func cure(_ error: StoreError, of path: String) -> String {
        switch error.kind {
        case .noSpace: "make room on its disk"
        case .busy: "does another program keep it locked, or its disk fail? The system's journal tells of the latter"
        case .outdated: "systemctl restart mailbridge"
        case .tooNew: "or put a backup in place that was made before"
        default:
            access(path, R_OK | W_OK) == 0 && access(directory(of: path), W_OK | X_OK) == 0
                ? "the file is damaged, or no store: put the last backup in place (docs/operations.md, Backup)"
                : "the directory must exist and be writable for this user"
        }
    }

    static func cure(_ error: TransportError, at server: MailServer) -> String {
        if let cure = tokenCure(error.detail) ?? timeCure(error.detail, of: server.host) { return cure }
        return switch error.kind {
        case .credentials: Self.passwordCure
        case .timeout, .tls: Self.securityCure(server, scheme: "smtp") ?? Self.reachCure
        case .certificate, .configuration: Self.certificateCure
        case .resolve, .connect, .connectionLost, .unavailable: Self.reachCure
        default: "see the server's answer"
        }
    }

    private static let passwordCure = "check user and password; some hosts want a password of its own for applications"
    private static let certificateCure = "check url and ca_file: host name, port and certificate must fit together"
    private static let reachCure = "is the server up, and reachable from this machine?"

    /// A certificate that does not count now, in OpenSSL's words. Nil for all else.
    private static func timeCure(_ detail: String, of host: String) -> String? {
        if detail.contains("certificate has expired") {
            return "renew the certificate of \(host); if it counts still, our clock is ahead: timedatectl"
        }
        guard detail.contains("certificate is not yet valid") else { return nil }
        return "our clock is behind (timedatectl), or the certificate of \(host) is for later"
    }

    /// Where the access token is missing, the server itself was never asked. Nil for all else.
    private static func tokenCure(_ detail: String) -> String? {
        guard ["token: ", "access token: "].contains(where: detail.hasPrefix) else { return nil }
        if let cure = timeCure(detail, of: "the address that gives the tokens") { return cure }
        if detail.contains(/token: HTTP 3\d\d/) {
            return
                "check the address that gives the tokens (token_url, or provider and tenant): it sends us to another "
                + "one, which is never followed with secrets"
        }
        if detail.contains("token endpoint: ") {
            return "check the address that gives the tokens (token_url): is it right, and reachable from this machine?"
        }
        guard detail.contains(/invalid_|unauthorized_client|HTTP 4\d\d/) else { return nil }
        return "check client_id, client_secret, refresh_token (a new one may be needed), scope and tenant"
    }

    /// Both sides wait for each other where one begins with TLS and the other without.
    private static func securityCure(_ server: MailServer, scheme: String) -> String? {
        switch server.security {
        case .startTLS:
            Self.reachCure + " If TLS is spoken there from the start, as at ports 993 and 465: \(scheme)s://"
        case .tls: Self.reachCure + " If TLS begins there with STARTTLS, as at ports 143 and 587: \(scheme)://"
        case .plain: nil
        }
    }

    /// What may help where not even the login succeeded.
    static func loginCure(_ error: IMAPError, at server: MailServer) -> String {
        if let cure = tokenCure(error.detail) ?? timeCure(error.detail, of: server.host) { return cure }
        if error.kind == .configuration, error.detail.hasPrefix("the server offers no way to log in") {
            return
                "it takes none of our kind: use oauth where it offers XOAUTH2 or OAUTHBEARER only, switch IMAP or passwords"
                + " for applications on at the host, or use imaps:// where it says LOGINDISABLED"
        }
        return error.kind == .network ? securityCure(server, scheme: "imap") ?? cure(error) : cure(error)
    }

    static func cure(_ error: IMAPError) -> String {
        switch error.kind {
        case .credentials: Self.passwordCure
        case .configuration: Self.certificateCure
        case .noSuchFolder: "check watch: the folder's full name, as the server spells it or with / between its levels"
        case .network, .unavailable: Self.reachCure
        default: "see the server's answer"
        }
    }

    static func cure(_ error: ConnectorError, at url: String?) -> String {
        if error.kind != .credentials,
            let cure = tokenCure(error.detail) ?? timeCure(error.detail, of: url ?? "its address")
        {
            return cure
        }
        return switch error.kind {
        case .credentials: "make a new key in the marketplace's portal and put it where the configuration says"
        case .forbidden: "the key's user lacks the right to read and answer messages"
        case .notFound: "check url and shop_id"
        case .unavailable: "check url and ca_file; is the address reachable from this machine?"
        case .protocolViolation where error.status.map { (300..<400).contains($0) } ?? false:
            "check url: it sends us to another address, which is never followed"
        case .unsupported: "see the list of connectors in the manual"
        default: "see the marketplace's answer"
        }
    }
}
