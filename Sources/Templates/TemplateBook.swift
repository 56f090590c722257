public import Domain

/// All templates, and which of them an agent means.
public struct TemplateBook: Sendable, Hashable {
    public enum Choice: Sendable, Hashable {
        case template(Template)
        /// There is none of that name here; the names that there are.
        case unknown(names: [String])
        /// It exists, but not in the buyer's language.
        case otherLanguages([String])
        /// It exists in several languages, and nobody knows the buyer's.
        case unknownLanguage([String])
    }

    public var templates: [Template]

    public init(_ templates: [Template] = []) { self.templates = templates }

    /// The template of this name for a buyer of this marketplace.
    ///
    /// One for the marketplace goes before one for all; the buyer's exact language before its base language, that before
    /// one without language. The name counts whatever its case.
    /// - Parameter language: BCP 47; nil if nobody knows
    public func choose(_ name: String, language: String?, marketplace: MarketplaceName) -> Choice {
        let here = usable(at: marketplace)
        let named = here.filter { $0.name.lowercased() == name.lowercased() }
        guard !named.isEmpty else { return .unknown(names: Self.once(here.map(\.name))) }
        let ranked = named.compactMap { template in
            Self.fit(template, language).map { (template: template, fit: $0, isOwn: !template.marketplaces.isEmpty) }
        }
        let best = ranked.max { ($0.fit, $0.isOwn ? 1 : 0) < ($1.fit, $1.isOwn ? 1 : 0) }
        if let best { return .template(best.template) }
        let languages = Self.once(named.compactMap(\.language))
        if language == nil {
            let own = named.filter { !$0.marketplaces.isEmpty }
            if languages.count == 1, let only = own.first ?? named.first { return .template(only) }
            return .unknownLanguage(languages)
        }
        return .otherLanguages(languages)
    }

    /// Names of all that may be used there.
    public func names(at marketplace: MarketplaceName) -> [String] { Self.once(usable(at: marketplace).map(\.name)) }

    /// The templates to offer in a ticket mail: those that fit the buyer, each name once.
    public func offered(language: String?, marketplace: MarketplaceName) -> [Template] {
        let names = Self.once(usable(at: marketplace).filter(\.isOffered).map(\.name))
        return names.compactMap { name in
            if case .template(let template) = choose(name, language: language, marketplace: marketplace) {
                return template
            }
            return nil
        }
    }

    /// What goes out by itself to a new ticket's first message; nil if nothing does, or nothing in the buyer's language.
    public func automatic(language: String?, marketplace: MarketplaceName) -> Template? {
        let book = TemplateBook(usable(at: marketplace).filter(\.isAutomatic))
        guard let name = book.templates.first?.name else { return nil }
        if case .template(let template) = book.choose(name, language: language, marketplace: marketplace) {
            return template
        }
        return nil
    }

    private func usable(at marketplace: MarketplaceName) -> [Template] {
        templates.filter { $0.marketplaces.isEmpty || $0.marketplaces.contains(marketplace) }
    }

    /// How well a template's language fits; nil = not at all.
    private static func fit(_ template: Template, _ language: String?) -> Int? {
        guard let own = template.language?.lowercased() else { return 0 }
        guard let wanted = language?.lowercased().replacing("_", with: "-") else { return nil }
        if own == wanted { return 3 }
        let base = { (tag: String) in tag.prefix { $0 != "-" } }
        // A text for Germany reads well in Austria; one for anywhere reads better.
        guard base(own) == base(wanted) else { return nil }
        return own.contains("-") ? 1 : 2
    }

    private static func once(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0.lowercased()).inserted }
    }
}
