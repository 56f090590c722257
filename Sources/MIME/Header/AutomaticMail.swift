/// The sign by which a header shows that no person wrote the mail to its receiver: a program did, or a list passed it on.
///
/// Cases stand in the order in which they are looked for; the first that is there is the answer. Nothing of this is
/// proven, and nobody who does not want to be recognised has to say so.
public enum AutomaticMail: Sendable, Hashable {
    /// `multipart/report`: the fate of another mail (RFC 6522).
    case report
    /// Auto-Submitted other than `no` (RFC 3834 §5).
    case submitted(AutoSubmitted)
    /// X-Autoreply or a field like it, by its name in lower case.
    case autoReply(field: String)
    /// X-Auto-Response-Suppress asks for no automatic answers. Asking for no receipts alone is what people do.
    case suppressesResponses
    /// Return-Path is `<>`.
    case nullSender
    /// A field of a mailing list (RFC 2369, RFC 2919).
    case list
    case precedence(Precedence)

    /// Values of Precedence that programs use.
    public enum Precedence: String, Sendable, Hashable, CaseIterable {
        case bulk, list, junk
        case autoReply = "auto_reply"
    }
}

extension Header {
    /// The first sign of an automatic mail; nil if there is none.
    public var automatic: AutomaticMail? {
        if first("content-type")?.parameters.value == "multipart/report" { return .report }
        if let submitted = autoSubmitted, submitted != .no { return .submitted(submitted) }
        if let name = Self.autoReplyFields.first(where: { first($0)?.isAffirmed == true }) {
            return .autoReply(field: name)
        }
        if all("x-auto-response-suppress").contains(where: \.suppressesResponses) { return .suppressesResponses }
        if first("return-path")?.isNullPath == true { return .nullSender }
        if mailingList != nil { return .list }
        for name in ["precedence", "x-precedence"] {
            let words = all(name).map { $0.parameters.value.replacing("-", with: "_") }
            if let known = words.lazy.compactMap(AutomaticMail.Precedence.init(rawValue:)).first {
                return .precedence(known)
            }
        }
        return nil
    }

    private static let autoReplyFields = [
        "x-autoreply", "x-auto-reply", "x-mail-autoreply", "x-autoreply-from", "x-autorespond", "x-autoresponder",
    ]
}

extension Message {
    /// The first sign of an automatic mail; nil if there is none.
    public var automatic: AutomaticMail? { header.automatic }
}

extension HeaderField {
    /// Anything but a plain no.
    fileprivate var isAffirmed: Bool { !["no", "false"].contains(parameters.value) }

    fileprivate var suppressesResponses: Bool {
        text.lowercased().split(whereSeparator: { $0 == "," || $0.isWhitespace })
            .contains { $0 == "all" || $0 == "oof" || $0 == "autoreply" }
    }

    /// `<>` and nothing else (RFC 5321 §4.5.5).
    fileprivate var isNullPath: Bool { rawValue.filter { !$0.isWhiteSpace } == Array("<>".utf8) }
}
