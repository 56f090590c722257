/// What a refusal or a BYE means for whoever would try again.
public enum FailureClass: String, Sendable, CaseIterable {
    /// The credentials are wrong; trying again soon may lock the account.
    case credentials = "auth"
    /// The login worked, but this mailbox is not open to it.
    case mailboxAccess = "auth-mailbox"
    /// A bearer token has run out.
    case expiredToken = "reauth"
    case transient
    case throttled = "throttle"
    case configuration = "config"
    case permanent
    /// A full mailbox and the like: keep the mail and call a person.
    case full = "permanent-until-admin"
    /// The server did not understand the command.
    case misunderstood = "bug"
}

extension StatusLine {
    /// What kind of command was refused, as far as it changes the meaning.
    public enum Purpose: Sendable { case login, append, command }

    /// Nil for success. Codes (RFC 5530, RFC 9208) count before words in the text, which are the habits of single servers.
    public func failureClass(of purpose: Purpose = .command) -> FailureClass? {
        switch condition {
        case .ok, .preauth: nil
        case .bye: byeClass
        case .bad: purpose == .login ? .mailboxAccess : .misunderstood
        case .no: codeClass(purpose) ?? (purpose == .login ? .credentials : textClass)
        }
    }

    private var byeClass: FailureClass {
        // A literal that was not asked for may be answered like this (RFC 7888 §4).
        if code?.name == "TOOBIG" { return .permanent }
        if code?.name == "OVERQUOTA" || mentions("BANDWIDTH") || mentions("THROTTL") { return .throttled }
        return mentions("EXPIRED") ? .expiredToken : .transient
    }

    private func codeClass(_ purpose: Purpose) -> FailureClass? {
        switch code?.name {
        case "UNAVAILABLE", "INUSE", "SERVERBUG", "CORRUPTION", "EXPUNGEISSUED": .transient
        case "LIMIT":
            switch purpose {
            case .login: .transient
            // Dovecot's quota_max_mail_size: the same mail will never be taken.
            case .append: .permanent
            case .command: .throttled
            }
        case "THROTTLED": .throttled
        case "OVERQUOTA": .full
        case "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "WEBALERT": .credentials
        case "PRIVACYREQUIRED", "CANNOT", "CONTACTADMIN", "NOPERM", "CLIENTBUG": .configuration
        case "TOOBIG": .permanent
        default: nil
        }
    }

    private var textClass: FailureClass {
        if mentions("QUOTA") { return .full }
        return mentions("THROTTL") || mentions("BANDWIDTH") ? .throttled : .transient
    }

    private func mentions(_ word: String) -> Bool {
        let text = Array(ASCII.uppercased(text).utf8)
        let word = Array(word.utf8)
        return text.indices.contains { text[$0...].starts(with: word) }
    }
}
