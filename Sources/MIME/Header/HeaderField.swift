/// One field of a header. Everything but its place in the mail is decoded when asked for.
public struct HeaderField: Sendable {
    let source: [UInt8]
    let entry: FieldEntry
    let limits: Limits
    let eightBit: Charset

    /// As written, without white space.
    public var name: String { String(decoding: source[entry.name], as: UTF8.self) }

    /// The whole field as it stands in the mail, with folds and line end.
    public var raw: [UInt8] { Array(source[entry.raw]) }

    /// All behind the colon, with folds, without the last line end.
    public var rawValue: [UInt8] { Array(source[entry.value]) }

    /// Offset of the name in the message, or in the decoded message/rfc822 part that holds it.
    public var offset: Int { entry.raw.lowerBound }

    /// The value unfolded, with encoded-words decoded (RFC 2047), control characters replaced by blanks.
    public var text: String { withValue { FieldText(eightBit: eightBit, limits: limits).decode($0) } }

    /// The value read as addresses; names are decoded after the structure has been read.
    public var addressList: AddressList {
        withValue { view in
            var parser = AddressParser(view, eightBit: eightBit, limits: limits)
            return parser.parse()
        }
    }

    public var addresses: [Address] { addressList.addresses }

    /// The value read as message ids, without angle brackets, in order, each once.
    public var messageIDs: [String] { withValue { readMessageIDs($0) } }

    /// The value read as a date, nil if it is none.
    public var date: DateTime? { withValue { DateTime(parsing: $0) } }

    /// The value read as `token; name=value; ...` (RFC 2045 §5.1, RFC 2231).
    public var parameters: ParameterizedValue {
        withValue { ParameterizedValue(parsing: $0, eightBit: eightBit, limits: limits) }
    }

    /// The value read as Authentication-Results. Says nothing about who wrote it.
    public var authenticationResults: AuthenticationResults? { withValue { AuthenticationResults(parsing: $0) } }

    /// URIs in angle brackets (RFC 2369 §2), white space inside them removed.
    public var uris: [String] { messageIDs }

    /// The value read as `tag=value; ...` (RFC 6376 §3.2), white space inside values removed; of equal tags the first.
    public var tags: [String: String] {
        withValue { value in
            var tags: [String: String] = [:]
            for piece in value.split(separator: UInt8(ascii: ";")).prefix(limits.parameters) {
                guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { continue }
                let name = String(decoding: piece[..<equals].filter { !$0.isWhiteSpace }, as: UTF8.self)
                let text = String(decoding: piece[(equals + 1)...].filter { !$0.isWhiteSpace }, as: UTF8.self)
                if tags[name] == nil { tags[name] = text }
            }
            return tags
        }
    }

    /// Calls `body` with what the limits allow of the value.
    func withValue<Result>(_ body: (ByteView) -> Result) -> Result {
        source.withUnsafeBufferPointer { view in
            let end = min(entry.value.upperBound, entry.value.lowerBound + limits.fieldBytes)
            return body(view.view(entry.value.lowerBound..<end))
        }
    }
}
