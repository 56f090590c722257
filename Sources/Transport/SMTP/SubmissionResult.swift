/// How the submission of one mail ended.
public enum SubmissionResult: Sendable {
    /// The server took the mail for all recipients.
    case accepted(reply: String)
    /// The server said no for good (5xx), to the sender, a recipient or the mail; nothing was taken.
    case refused(code: Int, reply: String)
    /// Certainly not taken: the connection or login failed, the server said 4xx, or the end of the mail was not sent.
    case notSent(TransportError)
    /// The whole mail was sent and no answer came: it may or may not have been taken.
    case uncertain(detail: String)
}
