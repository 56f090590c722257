extension Message {
    /// The bytes of a part, transfer coding undone.
    public func content(of part: Part) -> [UInt8] { Array(sources[part.source][part.bodyRange]) }

    /// The text of a part: transfer coding undone, charset decoded, format=flowed left as it is.
    public func text(of part: Part) -> String { String(decoding: content(of: part), as: UTF8.self) }

    /// The name under which a part is saved: its own, else made from its place and type.
    public func fileName(of part: Part) -> String { part.fileName ?? "part-\(part.index)" }

    /// Text and HTML to show.
    public var body: Body { BodyChoice(self).body }

    /// What is shown as files, in document order.
    public var attachments: [Part] { parts.filter(\.isAttachment) }

    /// Whether a winmail.dat may hide what the sender wrote.
    public var containsTNEF: Bool { parts.contains { $0.type == "application/ms-tnef" } }
}
