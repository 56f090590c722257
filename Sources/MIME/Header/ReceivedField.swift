/// What this module reads of a Received field (RFC 5321 §4.4): who says to have received.
struct ReceivedField {
    /// The host behind `by`, in lower case; nil if the field names none.
    let host: String?

    init(parsing value: ByteView) {
        var cursor = FieldCursor(value)
        var host: String?
        while host == nil {
            cursor.skipComments()
            if cursor.peek() == UInt8(ascii: "\"") { _ = cursor.quotedString() }
            let word = cursor.take {
                !$0.isWhiteSpace && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "\"")
            }
            if word.equalsFolded("by") {
                cursor.skipComments()
                host =
                    cursor.take { !$0.isWhiteSpace && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
                    .lowercasedString
            } else if word.isEmpty {
                if cursor.isAtEnd || cursor.peek() == UInt8(ascii: ";") { break }
            }
        }
        self.host = host
    }

    /// Whether the field may have been written on the way behind the host that calls itself `authority`: by itself, by a
    /// host of the same domain, or by one that goes by an address or a name without dots.
    func isOwn(of authority: String) -> Bool {
        guard let host, host.contains("."), let last = host.utf8.last, !last.isDigit, last != UInt8(ascii: "]") else {
            return true
        }
        let authority = authority.lowercased()
        if host == authority || host.hasSuffix("." + authority) { return true }
        let labels = authority.split(separator: ".")
        guard labels.count > 2 else { return false }
        let parent = labels.dropFirst().joined(separator: ".")
        return host == parent || host.hasSuffix("." + parent)
    }
}
