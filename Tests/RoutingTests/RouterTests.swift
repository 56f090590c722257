import Domain
import Testing

@testable import Routing

@Suite("Routes")
struct RouterTests {
    private func subject() -> RouteSubject {
        RouteSubject(
            marketplace: "conrad", kind: .return, order: "12345678-A", buyerLanguage: "de-AT",
            subject: "Rücksendung: GRÜSSE", text: "Ich schalte meinen ANWALT ein.")
    }

    private func folder(_ text: String) throws -> FolderPath { try #require(FolderPath(text)) }

    @Test("the first route that matches wins")
    func first() throws {
        let router = Router(
            routes: [
                Route(name: "other", conditions: [.marketplace(["bol"])], folder: try folder("Other")),
                Route(name: "all", conditions: [], folder: try folder("All"), owner: "anna", tags: ["a"]),
                Route(name: "late", conditions: [.kind([.return])], folder: try folder("Late")),
            ], folders: [:], fallback: try folder("Marketplaces"))
        let decision = router.decide(subject())
        #expect(decision.route == "all")
        #expect(decision.folder.description == "All")
        #expect(decision.owner == "anna")
        #expect(decision.tags == ["a"])
        #expect(router.explain(subject()).decision == decision)
    }

    @Test("without a match, and for a route without folder, the marketplace's own folder is taken")
    func fallback() throws {
        var router = Router(
            folders: ["conrad": try folder("Marketplaces/Conrad")], fallback: try folder("Marketplaces"))
        #expect(router.decide(subject()).folder.description == "Marketplaces/Conrad")
        router.routes = [Route(name: "tag", conditions: [], tags: ["x"])]
        #expect(router.decide(subject()).folder.description == "Marketplaces/Conrad")
        var foreign = subject()
        foreign.marketplace = "bol"
        #expect(router.decide(foreign).folder.description == "Marketplaces")
    }

    static let conditions: [(RouteCondition, Bool)] = {
        let order = try? OrderPattern(#"\d{8}-[A-Z]"#)
        let part = try? OrderPattern(#"\d{8}"#)
        return [
            (.marketplace(["bol", "conrad"]), true), (.marketplace(["bol"]), false),
            (.kind([.refund, .return]), true), (.kind([.refund]), false), (.language(["de"]), true),
            (.language(["DE-at"]), true), (.language(["de-DE"]), false), (.language(["d"]), false),
            (.subject(["grüsse"]), true), (.subject(["Rücksendung"]), true), (.subject(["anwalt"]), false),
            (.text(["lawyer", "Anwalt"]), true), (.text(["Anwälte"]), false), (.text(["."]), true),
        ] + (order.map { [(.order($0), true)] } ?? []) + (part.map { [(.order($0), false)] } ?? [])
    }()

    @Test("each condition is met by what it says", arguments: conditions)
    func condition(condition: RouteCondition, isMet: Bool) {
        let (met, reason) = condition.check(subject())
        #expect(met == isMet, "\(condition): \(reason)")
        #expect(!reason.contains("schalte"), "the reason repeats the buyer's text")
    }

    @Test("what is not known matches no condition about it")
    func unknown() throws {
        let bare = RouteSubject(marketplace: "conrad", kind: .other)
        #expect(!RouteCondition.order(try OrderPattern(".*")).check(bare).isMet)
        #expect(!RouteCondition.language(["de"]).check(bare).isMet)
        var long = bare
        long.order = OrderNumber(String(repeating: "1", count: 65))
        #expect(!RouteCondition.order(try OrderPattern(".*")).check(long).isMet)
    }

    @Test("a pattern that is no regular expression says why")
    func badPattern() { #expect(throws: OrderPattern.Invalid.self) { try OrderPattern("[a-") } }

    @Test("the explanation gives each route with its reason")
    func explanation() throws {
        let router = Router(
            routes: [
                Route(name: "refunds", conditions: [.marketplace(["conrad"]), .kind([.refund])]),
                Route(name: "german", conditions: [.language(["de"])]),
                Route(name: "all", conditions: []),
            ], folders: [:], fallback: try folder("Marketplaces"))
        #expect(
            router.explain(subject()).verdicts.map(\.description) == [
                "route \"refunds\": not matched, kind is return, not refund",
                "route \"german\": matched, language is de-AT",
                "route \"all\": matched, it has no conditions; but \"german\" came first",
            ])
        #expect(router.explain(subject()).verdicts.map(\.isWinner) == [false, true, false])
    }

    @Test("folders have no empty levels and no control characters", arguments: ["", "/", "a//b", "/a", "a/", "a\u{7}"])
    func badFolders(text: String) { #expect(FolderPath(text) == nil) }
}
