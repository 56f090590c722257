/// The types that the parser itself has to tell apart; the words of all others stay in the mail until somebody asks.
enum MediaType: UInt8, Sendable {
    case textPlain, textHTML, otherText
    case mixed, alternative, related, signed, encrypted, report, digest, otherMultipart
    /// message/rfc822 and its international and news forms.
    case message, global, news
    case deliveryStatus, globalDeliveryStatus, dispositionNotification, globalDispositionNotification
    case octetStream, tnef, pkcs7
    /// Any other type that is well-formed.
    case other

    /// Known types in lower case; literals, so that they cost no memory.
    var name: String? {
        switch self {
        case .textPlain: "text/plain"
        case .textHTML: "text/html"
        case .mixed: "multipart/mixed"
        case .alternative: "multipart/alternative"
        case .related: "multipart/related"
        case .signed: "multipart/signed"
        case .encrypted: "multipart/encrypted"
        case .report: "multipart/report"
        case .digest: "multipart/digest"
        case .message: "message/rfc822"
        case .global: "message/global"
        case .news: "message/news"
        case .deliveryStatus: "message/delivery-status"
        case .globalDeliveryStatus: "message/global-delivery-status"
        case .dispositionNotification: "message/disposition-notification"
        case .globalDispositionNotification: "message/global-disposition-notification"
        case .octetStream: "application/octet-stream"
        case .tnef: "application/ms-tnef"
        case .pkcs7: "application/pkcs7-mime"
        case .otherText, .otherMultipart, .other: nil
        }
    }

    var isText: Bool { self.rawValue <= Self.otherText.rawValue }

    var isMultipart: Bool {
        self.rawValue >= Self.mixed.rawValue && self.rawValue <= Self.otherMultipart.rawValue
    }

    /// Whether a part of this type is a message of its own.
    var isMessage: Bool { self == .message || self == .global || self == .news }

    /// Whether it tells of what became of a mail, for programs.
    var isStatus: Bool {
        self.rawValue >= Self.deliveryStatus.rawValue && self.rawValue <= Self.globalDispositionNotification.rawValue
    }

    /// The type that `value`, the words before the first semicolon, means (RFC 2045 §5, RFC 6838 §4.2); nil if it is none.
    init?(_ value: ByteView) {
        guard let slash = value.position(of: UInt8(ascii: "/")), slash > 0, slash + 1 < value.count else { return nil }
        let type = value.view(0..<slash)
        let subtype = value.view(slash + 1..<value.count)
        switch type.count {
        case 4 where type.equalsFolded("text"):
            self = subtype.equalsFolded("plain") ? .textPlain : subtype.equalsFolded("html") ? .textHTML : .otherText
        case 9 where type.equalsFolded("multipart"):
            self = Self.multiparts.first { subtype.equalsFolded($0.name) }?.type ?? .otherMultipart
        case 7 where type.equalsFolded("message"):
            self = Self.messages.first { subtype.equalsFolded($0.name) }?.type ?? .other
        case 11 where type.equalsFolded("application"):
            self = Self.applications.first { subtype.equalsFolded($0.name) }?.type ?? .other
        default:
            self = .other
        }
        guard name == nil else { return }
        guard type.allSatisfy(\.isTokenCharacter), subtype.allSatisfy(\.isTokenCharacter) else { return nil }
    }

    /// What a `value` that is no type most likely means.
    static func meant(by value: ByteView, hasBoundary: Bool) -> MediaType {
        let first = value.view(0..<(value.position(of: UInt8(ascii: "/")) ?? value.count))
        if first.isEmpty || first.equalsFolded("text") || first.equalsFolded("plain") { return .textPlain }
        if first.equalsFolded("html") { return .textHTML }
        return first.equalsFolded("multipart") && hasBoundary ? .mixed : .octetStream
    }

    private static let multiparts: [(name: StaticString, type: MediaType)] = [
        ("alternative", .alternative), ("mixed", .mixed), ("related", .related), ("signed", .signed),
        ("report", .report), ("encrypted", .encrypted), ("digest", .digest),
    ]
    private static let messages: [(name: StaticString, type: MediaType)] = [
        ("rfc822", .message), ("delivery-status", .deliveryStatus), ("global", .global), ("news", .news),
        ("global-delivery-status", .globalDeliveryStatus), ("disposition-notification", .dispositionNotification),
        ("global-disposition-notification", .globalDispositionNotification),
    ]
    private static let applications: [(name: StaticString, type: MediaType)] = [
        ("octet-stream", .octetStream), ("ms-tnef", .tnef), ("pkcs7-mime", .pkcs7),
    ]
}
