import Domain
import Templates
import Testing

@Suite("The choice of a template") struct TemplateBookTests {
    private static func template(
        _ name: String, _ language: String?, _ text: String, _ marketplaces: [MarketplaceName] = [],
        offered: Bool = false
    ) throws -> Template {
        Template(
            name: name, language: language, marketplaces: marketplaces, text: try TemplateText(text), isCanned: false,
            isOffered: offered)
    }

    private let book: TemplateBook

    init() throws {
        book = TemplateBook([
            try Self.template("parcel", "de", "de", offered: true),
            try Self.template("parcel", "de-AT", "de-AT"),
            try Self.template("parcel", "de", "conrad", ["conrad"]),
            try Self.template("parcel", "fr", "fr"),
            try Self.template("thanks", nil, "any", offered: true),
            try Self.template("thanks", "nl", "nl"),
            try Self.template("vat", "pl", "vat", ["allegro"]),
            try Self.template("sorry", "en-GB", "sorry"),
        ])
    }

    private func chosen(_ name: String, _ language: String?, _ marketplace: MarketplaceName) -> String {
        switch book.choose(name, language: language, marketplace: marketplace) {
        case .template(let template): (try? template.text.filled([:])) ?? ""
        case .unknown(let names): "unknown: \(names.joined(separator: " "))"
        case .otherLanguages(let languages): "only: \(languages.joined(separator: " "))"
        case .unknownLanguage(let languages): "which: \(languages.joined(separator: " "))"
        }
    }

    @Test(
        "language first, then the marketplace's own",
        arguments: [
            ("parcel", "de", "bol", "de"), ("Parcel", "de-DE", "bol", "de"), ("parcel", "de_AT", "bol", "de-AT"),
            ("parcel", "de", "conrad", "conrad"), ("parcel", "de-AT", "conrad", "de-AT"),
            ("parcel", "FR", "conrad", "fr"),
            ("parcel", "it", "bol", "only: de de-AT fr"), ("parcel", nil, "bol", "which: de de-AT fr"),
            ("thanks", "it", "bol", "any"), ("thanks", "nl-BE", "bol", "nl"), ("thanks", nil, "bol", "any"),
            ("vat", nil, "allegro", "vat"), ("vat", "pl", "bol", "unknown: parcel thanks sorry"),
            ("sorry", "en", "bol", "sorry"), ("nothing", "de", "bol", "unknown: parcel thanks sorry"),
        ] as [(String, String?, MarketplaceName, String)])
    func choice(name: String, language: String?, marketplace: MarketplaceName, text: String) {
        #expect(chosen(name, language, marketplace) == text)
    }

    @Test("only what is marked and fits is offered")
    func offered() {
        #expect(book.offered(language: "de", marketplace: "bol").map(\.name) == ["parcel", "thanks"])
        #expect(book.offered(language: "en", marketplace: "bol").map(\.name) == ["thanks"])
    }
}

@Suite("How values are written for buyers") struct TemplateWritingTests {
    @Test(
        "amounts and days follow the language",
        arguments: [
            ("de", "12,50 EUR", "05.11.2026"), ("de-AT", "12,50 EUR", "05.11.2026"), ("fr", "12,50 EUR", "05/11/2026"),
            ("nl_BE", "12,50 EUR", "05-11-2026"), ("en-GB", "12.50 EUR", "2026-11-05"),
            (nil, "12.50 EUR", "2026-11-05"),
        ] as [(String?, String, String)])
    func written(language: String?, money: String, day: String) throws {
        let writing = TemplateWriting(language: language)
        #expect(writing.written(Money(minorUnits: 1250, currency: "EUR")) == money)
        #expect(writing.written(try #require(CivilDate(year: 2026, month: 11, day: 5))) == day)
    }
}
