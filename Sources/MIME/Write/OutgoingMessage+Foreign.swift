/// Values that somebody else chose, made such that they can be written.
extension OutgoingMessage {
    /// `text` as a subject, a name or a field's value can hold it: control characters and line ends become blanks, and of
    /// more than 64 KiB the start is kept.
    public static func oneLine(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            count += UTF8.width(scalar)
            if count > WriteLimits.text { break }
            scalars.append(scalar.isControl ? " " : scalar)
        }
        return String(scalars)
    }
}

extension OutgoingMessage.Attachment {
    /// A file whose name and type are foreign: the name as `Part.fileName` would give it, empty if nothing of it is left;
    /// what is no type that can be written becomes `application/octet-stream`.
    public init(foreignName name: String, type: String, bytes: [UInt8], contentID: String? = nil) {
        self.init(
            name: FileName.cleaned(name) ?? "", type: Self.isWritable(type: type) ? type : "application/octet-stream",
            bytes: bytes, contentID: contentID)
    }
}
