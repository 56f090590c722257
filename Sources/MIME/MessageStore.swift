/// All that was found in one mail. Made once and never changed, so that parts and fields can share it.
final class MessageStore: Sendable {
    /// The message itself first, then every message/rfc822 part that had to be decoded.
    let sources: [[UInt8]]
    let nodes: [PartNode]
    let fields: [FieldEntry]
    let defects: [Defect]
    let limits: Limits
    /// What 8-bit bytes in fields mean that are not UTF-8, where there is no text part to tell.
    private let fallback: Charset

    init(
        sources: [[UInt8]], nodes: [PartNode] = [], fields: [FieldEntry], defects: [Defect] = [], limits: Limits,
        fallback: Charset = .windows1252
    ) {
        self.sources = sources
        self.nodes = nodes
        self.fields = fields
        self.defects = defects
        self.limits = limits
        self.fallback = fallback
    }

    /// What 8-bit bytes in fields mean that are not UTF-8: the charset of the first text part.
    var eightBit: Charset {
        guard let index = nodes.firstIndex(where: { $0.isLeaf && $0.media.isText }),
            let charset = withParameter("charset", of: nodes[index], longest: 4_096, { Charset(label: $0) }) ?? nil,
            charset != .utf8, charset.keepsASCII
        else { return fallback }
        return charset
    }

    /// What the limits allow of a field's value.
    func withValue<Result>(of field: FieldEntry, in source: Int32, _ body: (ByteView) -> Result) -> Result {
        sources[Int(source)].withUnsafeBufferPointer { bytes in
            body(bytes.view(field.value, atMost: limits.fieldBytes))
        }
    }

    /// Calls `body` with the value of a Content-Type parameter. Only one in RFC 2231's forms is put together first.
    ///
    /// - Parameter longest: how much of the field is looked at.
    func withParameter<Result>(
        _ name: StaticString, of node: PartNode, longest: Int = .max, _ body: (ByteView) -> Result
    ) -> Result? {
        guard node.typeField >= 0 else { return nil }
        return withValue(of: fields[Int(node.typeField)], in: node.source) { value in
            let value = value.view(0..<longest)
            var scanner = ParameterScanner(value, limit: limits.parameters)
            var hasStar = false
            while let parameter = scanner.next() {
                if parameter.name.equalsFolded(name) {
                    return parameter.isEscaped ? parameter.content.withUnsafeBufferPointer(body) : body(parameter.value)
                }
                hasStar = hasStar || parameter.name.last == UInt8(ascii: "*")
            }
            guard hasStar else { return nil }
            // A store of its own: this one may be asking what 8-bit bytes mean.
            let text = FieldText(MessageStore(sources: [], fields: [], limits: limits))
            var found = ParameterizedValue(parsing: value, text: text)[String(describing: name)]
            return found?.withUTF8(body)
        }
    }
}
