/// What became of a mail once it had been delivered (RFC 8098 §3).
public struct DispositionReport: Sendable {
    public let fields: Header

    init(fields: Header) { self.fields = fields }

    /// The program that tells, as written: its name, and often `; product` (RFC 8098 §3.2.1).
    public var reportingAgent: String? { fields.text("reporting-ua") }
    /// As the sender wrote it (RFC 8098 §3.2.3).
    public var originalRecipient: TypedText? { TypedText(fields.first("original-recipient")) }
    /// For whom the notification is sent (RFC 8098 §3.2.4).
    public var finalRecipient: TypedText? { TypedText(fields.first("final-recipient")) }
    /// The Message-ID of the mail that it is about, without angle brackets (RFC 8098 §3.2.5).
    public var originalMessageID: String? { fields.first("original-message-id")?.messageIDs.first }
    /// Nil if there is none or it makes no sense.
    public var disposition: Disposition? {
        fields.first("disposition").flatMap { field in field.withValue { Disposition(parsing: $0) } }
    }
    /// Explanations of the modifier `error`, in order (RFC 8098 §3.2.7).
    public var errors: [String] { fields.all("error").map(\.text) }

    /// `action-mode/sending-mode; type/modifier,modifier` (RFC 8098 §3.2.6).
    public struct Disposition: Sendable, Hashable {
        public enum Mode: Sendable, Hashable { case manual, automatic }

        /// `denied` and `failed` are of older standards.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case displayed, deleted, dispatched, processed, denied, failed
        }

        /// Who decided what became of the mail; nil if it is not told.
        public let action: Mode?
        /// Who decided that the notification is sent; nil if it is not told.
        public let sending: Mode?
        public let kind: Kind
        /// Lower case, in order: `error`, `superseded`, `expired`…
        public let modifiers: [String]

        /// Nil without a known kind. Comments and white space may stand between all words.
        init?(parsing value: ByteView) {
            var cursor = FieldCursor(value)
            let modes = Self.words(&cursor)
            _ = cursor.skip(UInt8(ascii: ";"))
            let result = Self.words(&cursor)
            guard let kind = result.first.flatMap(Kind.init) else { return nil }
            action = modes.first.flatMap { Self.mode($0, ["manual-action", "automatic-action"]) }
            sending = modes.dropFirst().first.flatMap {
                Self.mode($0, ["mdn-sent-manually", "mdn-sent-automatically"])
            }
            self.kind = kind
            modifiers = Array(result.dropFirst())
        }

        /// Words with slashes or commas between them, in lower case, up to a semicolon.
        private static func words(_ cursor: inout FieldCursor) -> [String] {
            var words: [String] = []
            while words.count < 20 {
                cursor.skipComments()
                let word = cursor.take { $0.isTokenCharacter }
                if !word.isEmpty { words.append(word.lowercasedString) }
                cursor.skipComments()
                guard cursor.skip(UInt8(ascii: "/")) || cursor.skip(UInt8(ascii: ",")) else { break }
            }
            return words
        }

        private static func mode(_ word: String, _ names: [String]) -> Mode? {
            names.firstIndex(of: word).map { $0 == 0 ? .manual : .automatic }
        }
    }
}
