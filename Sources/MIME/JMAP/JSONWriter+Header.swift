extension JSONWriter {
    /// The value that `header` gives `property`.
    mutating func value(of property: JMAPHeaderProperty, in header: Header) {
        let fields = header.all(property.field)
        guard property.isAll else {
            if let last = fields.last { value(of: last, property.form) } else { null() }
            return
        }
        beginArray()
        for field in fields { value(of: field, property.form) }
        endArray()
    }

    /// Every field in its raw form, as an array of `{"name", "value"}`.
    mutating func fields(of header: Header) {
        beginArray()
        for field in header.fields {
            beginObject()
            key("name")
            string(field.name)
            key("value")
            value(of: field, .raw)
            endObject()
        }
        endArray()
    }

    private mutating func value(of field: HeaderField, _ form: JMAPHeaderForm) {
        switch form {
        case .raw: raw(field.rawValue)
        case .text: string(field.text.composed)
        case .addresses: mailboxes(field.addressList.mailboxes)
        case .groupedAddresses: groups(field.addresses)
        case .messageIDs:
            let ids = field.angleItems
            list(ids.isEmpty ? field.messageIDs : ids)
        case .date: string(field.date?.internetText)
        case .urls: list(field.angleItems)
        }
    }

    /// What is not UTF-8 becomes U+FFFD, and NUL is dropped.
    private mutating func raw(_ value: [UInt8]) {
        let hasNUL = value.withUnsafeBufferPointer { $0.position(of: 0) != nil }
        string(String(decoding: hasNUL ? value.filter { $0 != 0 } : value, as: UTF8.self))
    }

    /// Null stands for what could not be read.
    private mutating func list(_ items: [String]) {
        if items.isEmpty { null() } else { strings(items) }
    }

    private mutating func mailboxes(_ mailboxes: some Sequence<Mailbox>) {
        beginArray()
        for mailbox in mailboxes {
            beginObject()
            key("name")
            string(mailbox.name?.composed)
            key("email")
            string(mailbox.address)
            endObject()
        }
        endArray()
    }

    /// Mailboxes in a row that belong to no group make up a nameless one.
    private mutating func groups(_ addresses: [Address]) {
        beginArray()
        var rest = addresses[...]
        while let first = rest.first {
            beginObject()
            key("name")
            if case .group(let name, let members) = first {
                rest.removeFirst()
                string(name.composed)
                key("addresses")
                mailboxes(members)
            } else {
                let row = rest.prefix { if case .mailbox = $0 { true } else { false } }
                rest.removeFirst(row.count)
                null()
                key("addresses")
                mailboxes(row.lazy.flatMap(\.mailboxes))
            }
            endObject()
        }
        endArray()
    }
}
