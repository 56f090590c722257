/// A bare mail address (`addr-spec` without comments or display name, RFC 5322 §3.4.1).
///
/// Two addresses are equal when they name the same mailbox for our purposes: ASCII letters compare without case, in the
/// domain (RFC 5321 §2.4) and, as practically every host does, in the local part too.
public struct EmailAddress: Sendable, Hashable, CustomStringConvertible {
    /// As written.
    public let text: String
    private let folded: String

    /// Nil unless there is exactly one local part and one domain, without white space or control characters.
    public init?(_ text: String) {
        guard let at = text.lastIndex(of: "@"), at != text.startIndex, text.index(after: at) != text.endIndex else {
            return nil
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") })
        else { return nil }
        self.text = text
        folded = Self.asciiLowercased(text)
    }

    /// The part before the last `@`, as written.
    public var localPart: Substring { text[..<(text.lastIndex(of: "@") ?? text.endIndex)] }

    /// The part behind the last `@`, in lower case.
    public var domain: Substring { folded[folded.index(after: folded.lastIndex(of: "@") ?? folded.startIndex)...] }

    /// The sub-address behind the first `+` of the local part (RFC 5233), if there is one.
    public var detail: Substring? {
        guard let plus = localPart.firstIndex(of: "+") else { return nil }
        return localPart[localPart.index(after: plus)...]
    }

    /// The same mailbox without sub-address.
    public var withoutDetail: EmailAddress {
        guard let plus = localPart.firstIndex(of: "+"), plus != localPart.startIndex else { return self }
        return EmailAddress("\(localPart[..<plus])@\(domain)") ?? self
    }

    /// This mailbox with `detail` as its sub-address, replacing any that it has.
    public func withDetail(_ detail: String) -> EmailAddress {
        let base = withoutDetail
        return EmailAddress("\(base.localPart)+\(detail)@\(base.domain)") ?? self
    }

    public var description: String { text }
    public static func == (left: Self, right: Self) -> Bool { left.folded == right.folded }
    public func hash(into hasher: inout Hasher) { hasher.combine(folded) }

    private static func asciiLowercased(_ text: String) -> String {
        String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
