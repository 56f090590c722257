/// One field of a header. Everything but its place in the mail is decoded when asked for.
public struct HeaderField: Sendable {
    let store: MessageStore
    let source: Int32
    /// Place in ``MessageStore/fields``.
    private let place: Int

    init(_ store: MessageStore, source: Int32, place: Int) {
        self.store = store
        self.source = source
        self.place = place
    }

    private var entry: FieldEntry { store.fields[place] }
    private var bytes: [UInt8] { store.sources[Int(source)] }

    /// As written, without white space.
    public var name: String { String(decoding: bytes[entry.name], as: UTF8.self) }

    /// The whole field as it stands in the mail, with folds and line end.
    public var raw: [UInt8] { Array(bytes[entry.raw]) }

    /// All behind the colon, with folds, without the last line end.
    public var rawValue: [UInt8] { Array(bytes[entry.value]) }

    /// Offset of the name in the message, or in the decoded message/rfc822 part that holds it.
    public var offset: Int { entry.raw.lowerBound }

    /// The value unfolded, with encoded-words decoded (RFC 2047), control characters replaced by blanks.
    public var text: String { withValue { FieldText(store).decode($0) } }

    /// The value read as addresses; names are decoded after the structure has been read.
    public var addressList: AddressList {
        withValue { view in
            var parser = AddressParser(view, text: FieldText(store))
            return parser.parse()
        }
    }

    public var addresses: [Address] { addressList.addresses }

    /// The value read as message ids, without angle brackets, in order, each once.
    public var messageIDs: [String] { withValue { readMessageIDs($0) } }

    /// The value read as a date, nil if it is none.
    public var date: DateTime? { withValue { DateTime(parsing: $0) } }

    /// The value read as `token; name=value; ...` (RFC 2045 §5.1, RFC 2231).
    public var parameters: ParameterizedValue { withValue { ParameterizedValue(parsing: $0, text: FieldText(store)) } }

    /// The value read as Authentication-Results. Says nothing about who wrote it.
    public var authenticationResults: AuthenticationResults? { withValue { AuthenticationResults(parsing: $0) } }

    /// URIs in angle brackets (RFC 2369 §2), white space inside them removed.
    public var uris: [String] { withValue { readURIs($0) } }

    /// The value read as `tag=value; ...` (RFC 6376 §3.2), white space inside values removed; of equal tags the first.
    public var tags: [String: String] {
        withValue { value in
            var tags: [String: String] = [:]
            for piece in value.split(separator: UInt8(ascii: ";")).prefix(store.limits.parameters) {
                guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { continue }
                let name = String(decoding: piece[..<equals].filter { !$0.isWhiteSpace }, as: UTF8.self)
                let text = String(decoding: piece[(equals + 1)...].filter { !$0.isWhiteSpace }, as: UTF8.self)
                if tags[name] == nil { tags[name] = text }
            }
            return tags
        }
    }

    /// Calls `body` with what the limits allow of the value.
    func withValue<Result>(_ body: (ByteView) -> Result) -> Result { store.withValue(of: entry, in: source, body) }
}
