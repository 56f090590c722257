/// What a JMAP Email object says of the header (RFC 8621 §4.1.3).
enum JMAPFields {
    /// The properties with names of their own. Each equals the property beside it: the last field of that name counts.
    static let named: [(key: String, property: JMAPHeaderProperty)] = [
        ("messageId", JMAPHeaderProperty("Message-ID", .messageIDs)),
        ("inReplyTo", JMAPHeaderProperty("In-Reply-To", .messageIDs)),
        ("references", JMAPHeaderProperty("References", .messageIDs)),
        ("sender", JMAPHeaderProperty("Sender", .addresses)),
        ("from", JMAPHeaderProperty("From", .addresses)),
        ("to", JMAPHeaderProperty("To", .addresses)),
        ("cc", JMAPHeaderProperty("Cc", .addresses)),
        ("bcc", JMAPHeaderProperty("Bcc", .addresses)),
        ("replyTo", JMAPHeaderProperty("Reply-To", .addresses)),
        ("subject", JMAPHeaderProperty("Subject", .text)),
        ("sentAt", JMAPHeaderProperty("Date", .date)),
    ]

    /// The other forms that the RFC names for certain fields, given where there is such a field. A field that may stand
    /// several times (RFC 5322 §3.6) has all its values.
    static let further: [JMAPHeaderProperty] = {
        let addresses = ["From", "Sender", "Reply-To", "To", "Cc", "Bcc"]
        let resent = ["Resent-From", "Resent-Sender", "Resent-Reply-To", "Resent-To", "Resent-Cc", "Resent-Bcc"]
        let lists = ["List-Help", "List-Unsubscribe", "List-Subscribe", "List-Post", "List-Owner", "List-Archive"]
        var properties = addresses.map { JMAPHeaderProperty($0, .groupedAddresses) }
        properties += resent.flatMap {
            [JMAPHeaderProperty($0, .addresses, isAll: true), JMAPHeaderProperty($0, .groupedAddresses, isAll: true)]
        }
        properties.append(JMAPHeaderProperty("Resent-Date", .date, isAll: true))
        properties.append(JMAPHeaderProperty("Resent-Message-ID", .messageIDs, isAll: true))
        properties += ["Comments", "Keywords"].map { JMAPHeaderProperty($0, .text, isAll: true) }
        properties.append(JMAPHeaderProperty("List-Id", .text))
        properties += lists.map { JMAPHeaderProperty($0, .urls) }
        return properties
    }()

    /// Writes `asked` behind all that every object has, each property once.
    static func write(_ header: Header, asked: [JMAPHeaderProperty], to json: inout JSONWriter) {
        for (key, property) in named {
            json.key(key)
            json.value(of: property, in: header)
        }
        json.key("headers")
        json.fields(of: header)
        var written = Set<String>()
        let present = further.filter { header.first($0.field) != nil }
        for property in present + asked where written.insert(property.name).inserted {
            json.key(property.name)
            json.value(of: property, in: header)
        }
    }

    /// What was wrong with the fields that are written in a parsed form.
    static func defects(of header: Header) -> [Defect] {
        header.fieldDefects
            + further.filter(\.isAll).flatMap { property in
                header.all(property.field).flatMap { defects(of: $0, property.form) }
            }
    }

    private static func defects(of field: HeaderField, _ form: JMAPHeaderForm) -> [Defect] {
        switch form {
        case .addresses: field.addressList.defects.map { Defect($0, at: field.offset) }
        case .date where field.date == nil: [Defect(.malformedDate, at: field.offset)]
        default: []
        }
    }
}
