public import Domain

/// What the caller knows of the agent, the marketplace and the installation. The defaults suit a mail without context.
public struct ExtractionOptions: Sendable {
    public enum Interleaved: Sendable {
        case hold
        /// Relay answers with the buyer's lines above them, if every quoted line is the buyer's.
        case relay
    }

    public var interleaved = Interleaved.hold
    /// Signatures that the administrator gave for this agent, each as its lines.
    public var signatures: [[String]] = []
    /// The agent's signature with this client, as the last mails show it.
    public var learnedSignature: SignatureMemory?
    /// Forms of history that are evidence enough by themselves, because the sender confirmed them with this client.
    public var confirmedForms: Set<ReplyExtraction.Method> = []
    /// Median length of the agent's answers in characters.
    public var usualLength: Int?
    /// Longest text that the marketplace takes, in characters.
    public var maximumLength: Int?
    /// Addresses that must never go out, reply addresses first.
    public var ownAddresses: [EmailAddress] = []
    /// Host names of the bridge's own pages.
    public var bridgeHosts: [String] = []
    /// Larger bodies are held unread, in bytes.
    public var textLimit = 256 << 10
    public var htmlLimit = 2 << 20
    /// Words of the author's name and address in lower case, taken from the mail itself.
    var authorNames: Set<String> = []

    public init() {}
}
