/// A file on its way between buyer and agent.
public struct Attachment: Sendable, Hashable {
    /// File name without path; never empty.
    public var name: String
    /// Media type without parameters, lower case: `image/png`.
    public var type: String
    public var bytes: [UInt8]

    public init(name: String, type: String, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }
}
