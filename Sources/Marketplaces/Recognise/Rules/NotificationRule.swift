public import Domain
public import Patterns

/// How one kind of notification is known, and what to take from it. Admins write such rules (`[[notification]]`), the built-in ones
/// have the same form (``NotificationPresets``).
///
/// Every condition that is set has to be met; of a list of patterns one has to fit, and all that fit give their captures.
public struct NotificationRule: Sendable {
    /// Of a header field; the field has to be there.
    public struct Field: Sendable, Hashable {
        public var name: String
        public var pattern: Pattern

        public init(name: String, pattern: Pattern) {
            self.name = name
            self.pattern = pattern
        }
    }

    /// Unique; a rule of an admin with the name of a built-in one takes its place.
    public var name: String
    public var kind: NotificationKind
    /// Nil = of any kind of marketplace.
    public var connector: ConnectorKind?
    /// Empty = all accounts.
    public var marketplaces: [MarketplaceName] = []

    // MARK: Conditions

    public var header: [Field] = []
    /// Domains of the sender, by whole labels; sub-domains count.
    public var from: [String] = []
    /// Of the sender's local part.
    public var fromLocal: [Pattern] = []
    /// Whether the marketplace's relay brings a buyer's own mail; nil = either.
    public var isRelayed: Bool?
    public var subject: [Pattern] = []
    public var body: [Pattern] = []
    /// In the subject or the text.
    public var anywhere: [Pattern] = []
    /// Of the addresses of links that the marketplace wrote itself, each as a whole.
    public var links: [Pattern] = []
    /// Whether an order number has to be found.
    public var orderRequired = false

    // MARK: Taking

    /// Patterns that are no condition: looked for in the subject, then in the text, then in the links.
    public var capture: [Pattern] = []
    /// How the buyer's words are cut out; nil = as the marketplace's mails are usually built.
    public var text: NotificationFrame?
    /// In which local times deadlines are written.
    public var clock = LocalClock.centralEurope
    /// Whether it came with the program.
    var isBuiltIn = false

    public init(name: String, kind: NotificationKind, connector: ConnectorKind? = nil) {
        self.name = name
        self.kind = kind
        self.connector = connector
    }

    /// Whether it asks for anything; without it would take every mail.
    public var hasCondition: Bool {
        !(header.isEmpty && from.isEmpty && fromLocal.isEmpty && isRelayed == nil && subject.isEmpty && body.isEmpty
            && anywhere.isEmpty && links.isEmpty)
    }

    /// Whether it is for an account at all.
    func concerns(_ account: NotificationAccount) -> Bool {
        connector.map { $0 == account.kind } ?? true
            && (marketplaces.isEmpty || marketplaces.contains(account.name))
    }
}

/// Where the words begin and end in the text of a mail. Never leaves nothing: then all of the text counts.
public struct NotificationFrame: Sendable {
    /// The words begin behind the first match.
    public var begin: Pattern?
    /// … and end before the next match of this,
    public var end: Pattern?
    /// or of any of these.
    public var cut: [Pattern]

    public init(begin: Pattern? = nil, end: Pattern? = nil, cut: [Pattern] = []) {
        self.begin = begin
        self.end = end
        self.cut = cut
    }

    func words(of text: PatternText) -> String? {
        let start = begin.flatMap { $0.firstMatch(in: text)?.range.upperBound } ?? 0
        let stop = (cut + [end].compactMap { $0 }).compactMap { $0.firstMatch(in: text, from: start)?.range.lowerBound }
        let inner = text[start..<max(start, stop.min() ?? text.bytes.count)].trimmed
        let whole = inner.isEmpty ? text[0..<text.bytes.count].trimmed : inner
        return whole.isEmpty ? nil : whole
    }
}
