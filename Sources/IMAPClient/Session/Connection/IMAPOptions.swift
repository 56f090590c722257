/// Bounds of one IMAP connection. Every wait for the server has one of these time-outs.
public struct IMAPOptions: Sendable {
    /// Connecting, TLS and login together.
    public var connectTimeout: Duration = .seconds(30)
    /// Silence of the server while a command waits for its answer; each octet received starts it anew.
    public var commandTimeout: Duration = .seconds(60)
    /// From a command, or the answer to the one before it, to its answer, however much comes in between. One command
    /// asks for ``batchWeight`` octets at most, or for one mail.
    public var answerTimeout: Duration = .seconds(15 * 60)
    /// Silence after the last octet of an APPEND: large mails take servers long to store.
    public var appendTimeout: Duration = .seconds(90)
    /// From DONE, or the NOOP that asks for news, to the tagged answer.
    public var doneTimeout: Duration = .seconds(20)
    /// From LOGOUT to the end of the connection.
    public var logoutTimeout: Duration = .seconds(2)
    /// Given to a server to finish storing a mail whose answer was lost, before the mail is sent again.
    public var settleTime: Duration = .seconds(2)
    /// Octets; of larger mails only the header and the first ``truncatedLength`` octets are fetched.
    public var largestMail = 48 << 20
    /// Octets; of larger mails the beginning is fetched first, and the rest in parts if it is wanted.
    public var wholeMail = 8 << 20
    /// Octets of such a part.
    public var partLength = 4 << 20
    /// Octets fetched from the start of a mail above ``wholeMail``.
    public var truncatedLength = 256 << 10
    /// Octets that one UID FETCH asks for, by RFC822.SIZE.
    public var batchWeight = 8 << 20
    /// Mails that one UID FETCH asks for.
    public var batchCount = 200
    /// UID FETCH commands on their way at the same time.
    public var pipelineDepth = 4
    /// Mails in one MULTIAPPEND (RFC 3502).
    public var appendCount = 100
    /// APPEND commands on their way at the same time, where the server has LITERAL+.
    public var appendsAhead = 8
    /// Name and version given in ID (RFC 2971), where the server wants it. Nil: nothing is told.
    public var clientID: (name: String, version: String)? = ("mailbridge", "1")
    public var limits = ParserLimits.default
    /// Told of every line that is said.
    public var trace: ProtocolTrace?

    public init() {}
}
