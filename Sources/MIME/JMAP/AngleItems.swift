extension HeaderField {
    /// What stands in angle brackets outside comments, white space removed, in order: message ids (RFC 5322 §3.6.4) and URLs
    /// (RFC 2369 §2). Where brackets are nested, the innermost count.
    var angleItems: [String] {
        withValue { value in
            var items: [String] = []
            var cursor = FieldCursor(value)
            var start: Int?
            /// A comment without an end is none, and so is all that looks like one behind it.
            var hasComments = true
            while let byte = cursor.peek() {
                switch byte {
                case UInt8(ascii: "(") where start == nil && hasComments:
                    let place = cursor.position
                    let comment = cursor.comment()
                    if comment.upperBound == value.count {
                        hasComments = false
                        cursor.position = place + 1
                    }
                    continue
                case UInt8(ascii: "<"):
                    start = cursor.position + 1
                case UInt8(ascii: ">"):
                    if let start {
                        let item = value.view(start..<cursor.position).filter { $0 > 0x20 && $0 != 0x7F }
                        if !item.isEmpty { items.append(String(decoding: item, as: UTF8.self)) }
                    }
                    start = nil
                default:
                    break
                }
                cursor.advance()
            }
            return items
        }
    }
}
