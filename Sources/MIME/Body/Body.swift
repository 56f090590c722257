/// What a mail says to a person: one plain text and, where there is one, the HTML of the same.
public struct Body: Sendable {
    /// Ready to read, lines ended by LF: flowed lines joined, made from the HTML where the mail has no usable text.
    public var text: String?
    /// As in the mail.
    public var html: String?
    /// The first part that `text` was taken from; nil if it was made from HTML.
    public var textPart: Part?
    public var htmlPart: Part?
    public var textIsFromHTML = false
    /// Parts whose text was cut to the limits.
    public var defects: [Defect] = []

    public init() {}
}
