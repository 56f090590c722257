/// Every bound of the parser in one place. Hitting one is recorded as a `Defect`, never an error.
public struct Limits: Sendable, Hashable {
    /// Bytes of a message that are searched for structure; the rest stays reachable through `Message.bytes`.
    public var messageBytes = 64 << 20
    /// Bytes of one part's header block; fields behind them are not read.
    public var headerBytes = 1 << 20
    /// Fields of one header block.
    public var fields = 2_000
    /// Raw bytes of one field that are looked at; `HeaderField.raw` stays complete.
    public var fieldBytes = 256 << 10
    /// UTF-8 bytes of one field's decoded text.
    public var fieldTextBytes = 64 << 10
    /// Levels of multipart and message/rfc822 together. A deeper one is a leaf.
    public var depth = 50
    /// Messages sent with base64 or quoted-printable inside one another.
    public var encodedMessageDepth = 3
    /// Parts of a message, containers included. The last one takes all that is left.
    public var parts = 1_000
    /// Parameters of one field.
    public var parameters = 128
    /// Mailboxes of one address field, and of all fields of one name together.
    public var addresses = 2_000
    /// Groups inside groups; members of deeper ones are skipped.
    public var groupDepth = 3
    /// Ids kept of one References field: the last ones.
    public var references = 200
    /// Encoded-words decoded in one field; further ones stay as they are.
    public var encodedWords = 2_000
    /// UTF-8 bytes of text prepared for display by `Message.body`.
    public var textBytes = 2 << 20
    /// UTF-8 bytes of HTML that are turned into text.
    public var htmlBytes = 4 << 20

    public static let `default` = Limits()
    public init() {}

    /// These, kept where they can be obeyed: none below zero, offsets in 32 bits, depth for the stack of a thread.
    var inRange: Limits {
        var limits = self
        let bounds: [(WritableKeyPath<Limits, Int>, Int)] = [
            (\.messageBytes, Int(UInt32.max) - 1), (\.headerBytes, .max), (\.fields, .max), (\.fieldBytes, .max),
            (\.fieldTextBytes, .max), (\.depth, 10_000), (\.encodedMessageDepth, 20), (\.parts, .max - 1),
            (\.parameters, .max), (\.addresses, .max), (\.groupDepth, .max), (\.references, .max),
            (\.encodedWords, .max), (\.textBytes, .max), (\.htmlBytes, .max),
        ]
        for (limit, most) in bounds { limits[keyPath: limit] = min(max(limits[keyPath: limit], 0), most) }
        return limits
    }
}
