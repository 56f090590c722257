/// One thing a server said (RFC 9051 §7).
public enum Response: Sendable, Equatable {
    /// Ends the command that carries `tag`.
    case tagged(tag: String, StatusLine)
    /// `* OK`, `NO`, `BAD`, `BYE` or `PREAUTH`: about no command in particular.
    case status(StatusLine)
    /// `+ …`: the server waits for the rest of a command.
    case continuation(text: String)
    case data(ServerData)
    /// A line that is none of these. It costs itself only; `line` is cut at ``ParserLimits/excerpt`` octets.
    case malformed(line: String)
    /// A line or literal above its limit. Nothing behind it can be understood: the connection must be dropped.
    case limitExceeded(LimitViolation)
}

/// What exceeded a ``ParserLimits`` value.
public struct LimitViolation: Sendable, Equatable {
    public enum Limit: String, Sendable { case line, literal }
    public let limit: Limit
    /// The start of the response, which often names the message: `* 2 FETCH (UID 2 BODY[] {99999999999}`.
    public let line: String
}

/// Status word, response code and human text of a status response (RFC 9051 §7.1).
public struct StatusLine: Sendable, Equatable {
    public enum Condition: String, Sendable {
        case ok = "OK"
        case no = "NO"
        case bad = "BAD"
        case bye = "BYE"
        case preauth = "PREAUTH"
    }

    public let condition: Condition
    public let code: ResponseCode?
    public let text: String
}

/// Untagged data (RFC 9051 §7.2 to §7.5 and the extensions named at each case).
public enum ServerData: Sendable, Equatable {
    case capability(Capabilities)
    /// RFC 5161 §3.2; upper case.
    case enabled([String])
    case list(ListedMailbox)
    case mailboxStatus(MailboxStatus)
    case search(SearchResult)
    case extendedSearch(ExtendedSearchResult)
    case flags([Flag])
    case exists(UInt32)
    case recent(UInt32)
    /// A message sequence number, not a UID.
    case expunge(UInt32)
    /// RFC 7162 §3.2.10. `earlier` tells of the past and does not change sequence numbers.
    case vanished(UIDSet, earlier: Bool)
    case fetch(FetchRow)
    case namespaces(Namespaces)
    /// RFC 2971; field names in lower case.
    case serverID([String: String])
    case quota(QuotaReport)
    /// RFC 9208 §4.2.
    case quotaRoots(MailboxName, roots: [String])
    /// Something this parser has no use for, by its first word in upper case.
    case other(String)
}
