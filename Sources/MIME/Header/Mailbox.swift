/// One mail address with its display name (RFC 5322 §3.4).
public struct Mailbox: Sendable, Hashable {
    /// Display name, decoded; a trailing comment if there is no name. Nil if there is neither. It proves nothing.
    public let name: String?
    /// As written, without comments and white space; in quotes where it has to be.
    public let localPart: String
    /// As written; empty if the mail gave none.
    public let domain: String

    public init(name: String?, localPart: String, domain: String) {
        self.name = name
        self.localPart = localPart
        self.domain = domain
    }

    /// Splits `address` at its last `@`.
    public init(name: String? = nil, address: String) {
        self.name = name
        // By bytes: a combining mark behind the `@` makes another character of it.
        if let at = address.utf8.lastIndex(of: UInt8(ascii: "@")), address.utf8.last != UInt8(ascii: "\"") {
            localPart = String(address[..<at])
            domain = String(address[address.utf8.index(after: at)...])
        } else {
            localPart = address
            domain = ""
        }
    }

    /// `local@domain`, or the local part alone where the domain is missing.
    public var address: String { domain.isEmpty ? localPart : "\(localPart)@\(domain)" }
}

/// One entry of an address field: a mailbox or a named group of them (RFC 5322 §3.4, RFC 6854).
public enum Address: Sendable, Hashable {
    case mailbox(Mailbox)
    case group(name: String, members: [Mailbox])

    /// The mailbox, or the members of the group.
    public var mailboxes: [Mailbox] {
        switch self {
        case .mailbox(let mailbox): [mailbox]
        case .group(_, let members): members
        }
    }
}

extension [Address] {
    /// All mailboxes in order, those of groups included.
    public var mailboxes: [Mailbox] { flatMap(\.mailboxes) }
}

/// What an address field holds, and what was wrong with it.
public struct AddressList: Sendable, Hashable {
    public var addresses: [Address]
    /// In order, each kind at most once. A list without defects has only one reading.
    public var defects: [Defect.Kind]

    public init(addresses: [Address] = [], defects: [Defect.Kind] = []) {
        self.addresses = addresses
        self.defects = defects
    }

    public var mailboxes: [Mailbox] { addresses.mailboxes }
}
