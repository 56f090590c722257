extension HeaderField {
    /// What the limits cut of `text`.
    public var textDefects: [Defect.Kind] {
        withValue { value in
            var defects: [Defect.Kind] = []
            var words = EncodedWordReader(value)
            var position = 0
            var left = store.limits.encodedWords
            while let word = words.next(from: position) {
                guard left > 0 else {
                    defects.append(.tooManyEncodedWords)
                    break
                }
                left -= 1
                position = word.range.upperBound
            }
            // No byte becomes more than six bytes of text: two bytes of UTF-7 or UTF-16 are one character.
            if value.count > store.limits.fieldTextBytes / 6 {
                var text = ByteBuffer(capacity: value.count)
                FieldText(store).decode(value.trimmed, into: &text)
                if text.count > store.limits.fieldTextBytes { defects.append(.fieldTextTooLong) }
            }
            return defects
        }
    }
}

extension Header {
    /// What was wrong in the fields that this module knows by name, in their order.
    public var fieldDefects: [Defect] {
        fields.flatMap { field in
            let kinds: [Defect.Kind] =
                switch field.name.lowercased() {
                case "from", "sender", "reply-to", "to", "cc", "bcc": field.addressList.defects
                case "date": field.date == nil ? [.malformedDate] : []
                case "references": field.messageIDs.count > store.limits.references ? [.tooManyReferences] : []
                case "subject", "comments", "keywords": field.textDefects
                default: []
                }
            return kinds.map { Defect($0, at: field.offset) }
        }
    }
}

extension Message {
    /// What was wrong in the fields at the top that this module knows by name, in their order.
    public var fieldDefects: [Defect] { header.fieldDefects }
}
