import Domain
import Patterns
import Testing

@testable import Routing

@Suite("Routes")
struct RouterTests {
    private func subject() -> RouteSubject {
        var subject = RouteSubject(
            marketplace: "conrad", kind: .return, order: "12345678-A", buyerLanguage: "de-AT",
            subject: "Rücksendung: GRÜSSE", text: "Ich schalte meinen ANWALT ein.")
        subject.topic = "Item is broken"
        subject.value = Money(minorUnits: 12_345, currency: "EUR")
        subject.items = [.init(title: "Drill 500 W", sku: "AB-12"), .init(title: "Bits", sku: nil)]
        subject.country = "AT"
        subject.fulfilment = .seller
        subject.files = [.init(name: "a.jpg", type: "image/jpeg"), .init(name: "b.pdf", type: "application/pdf")]
        // Saturday, 09:30 in Berlin.
        subject.at = Timestamp(iso8601: "2026-11-28T08:30:00Z")
        subject.earlierMessages = 2
        subject.left = .seconds(7200)
        subject.earlierOwner = "anna"
        return subject
    }

    private func folder(_ text: String) throws -> FolderPath { try #require(FolderPath(text)) }

    @Test("the first route that matches wins")
    func first() throws {
        let router = Router(
            routes: [
                Route(name: "other", conditions: [.marketplace(["bol"])], folder: try folder("Other")),
                Route(
                    name: "all", conditions: [], folder: try folder("All"), owner: OwnerChoice(["anna"]), tags: ["a"]),
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
        let folders: [MarketplaceName: FolderPath] = ["conrad": try folder("Marketplaces/Conrad")]
        #expect(
            Router(folders: folders, fallback: try folder("Marketplaces")).decide(subject()).folder.description
                == "Marketplaces/Conrad")
        let router = Router(
            routes: [Route(name: "tag", conditions: [], tags: ["x"])], folders: folders,
            fallback: try folder("Marketplaces"))
        #expect(router.decide(subject()).folder.description == "Marketplaces/Conrad")
        var foreign = subject()
        foreign.marketplace = "bol"
        #expect(router.decide(foreign).folder.description == "Marketplaces")
    }

    static let conditions: [(RouteCondition, Bool)] = {
        func pattern(_ text: String) -> Pattern? { try? Pattern(text) }
        func whole(_ text: String) -> WholePattern? { try? WholePattern(text) }
        func found(_ field: RouteField, _ text: String, _ isMet: Bool) -> [(RouteCondition, Bool)] {
            pattern(text).map { [(.patterns(field, [$0]), isMet)] } ?? []
        }
        func order(_ text: String, _ isMet: Bool) -> [(RouteCondition, Bool)] {
            whole(text).map { [(.order($0), isMet)] } ?? []
        }
        func sku(_ text: String, _ isMet: Bool) -> [(RouteCondition, Bool)] {
            whole(text).map { [(.sku([$0]), isMet)] } ?? []
        }
        func at(_ window: String?, _ days: Set<Weekday>?) -> RouteCondition {
            .time(RouteTime(windows: window.flatMap(DayWindow.init).map { [$0] }, days: days, zone: Zones.berlin))
        }
        return [
            (.marketplace(["bol", "conrad"]), true), (.marketplace(["bol"]), false),
            (.kind([.refund, .return]), true), (.kind([.refund]), false), (.language(["de"]), true),
            (.language(["DE-at"]), true), (.language(["de-DE"]), false), (.language(["d"]), false),
            (.phrases(.subject, ["grüsse"]), true), (.phrases(.subject, ["Rücksendung"]), true),
            (.phrases(.subject, ["anwalt"]), false), (.phrases(.text, ["lawyer", "Anwalt"]), true),
            (.phrases(.text, ["Anwälte"]), false), (.phrases(.text, ["."]), true),
            (.phrases(.topic, ["BROKEN"]), true), (.phrases(.item, ["drill", "saw"]), true),
            (.phrases(.item, ["drill bits"]), false),
            (.value(RouteRange(least: 12_345), currency: "EUR"), true),
            (.value(RouteRange(least: 12_346), currency: "EUR"), false),
            (.value(RouteRange(most: 12_345), currency: "EUR"), true),
            (.value(RouteRange(least: 1), currency: "PLN"), false),
            (.country(["DE", "AT"]), true), (.country(["DE"]), false), (.fulfilment(.seller), true),
            (.fulfilment(.marketplace), false), (.files(RouteRange(least: 2), types: []), true),
            (.files(RouteRange(least: 3), types: []), false), (.files(RouteRange(least: 1), types: ["image/*"]), true),
            (.files(RouteRange(least: 2), types: ["image/*"]), false),
            (.files(RouteRange(most: 0), types: ["video/*"]), true),
            (at("09:00-10:00", nil), true), (at("09:31-10:00", nil), false), (at("08:00-09:30", nil), false),
            (at(nil, [.saturday]), true), (at("09:00-10:00", [.monday]), false),
            (.earlierMessages(RouteRange(least: 2)), true), (.earlierMessages(RouteRange(most: 1)), false),
            (.left(RouteRange(most: 7200)), true), (.left(RouteRange(most: 7199)), false),
            (.left(RouteRange(least: 3600, most: 8000)), true), (.earlierOwner(["ben", "anna"]), true),
            (.earlierOwner(["ben"]), false), (.hasEarlierOwner(true), true), (.hasEarlierOwner(false), false),
            (.all([.kind([.return]), .language(["de"])]), true), (.all([.kind([.return]), .language(["fr"])]), false),
            (.any([.kind([.refund]), .language(["de"])]), true), (.any([.kind([.refund]), .language(["fr"])]), false),
            (.not(.kind([.refund])), true), (.not(.phrases(.text, ["anwalt"])), false),
            (.not(.any([.kind([.refund]), .all([.language(["de"]), .not(.country(["AT"]))])])), true),
        ] + found(.text, #"(?i)\banwalt\b"#, true) + found(.text, #"\banwalt\b"#, false)
            + found(.subject, #"^R.cksendung: \w+$"#, true) + found(.text, "[0-9]", false)
            + order(#"\d{8}-[A-Z]"#, true) + order(#"\d{8}"#, false) + sku("AB-.*", true) + sku("AB", false)
    }()

    @Test("each condition is met by what it says, and told without the buyer's words", arguments: conditions)
    func condition(condition: RouteCondition, isMet: Bool) throws {
        let router = Router(
            routes: [Route(name: "it", conditions: [condition])], folders: [:], fallback: try folder("F"))
        #expect(router.decide(subject()).routes == (isMet ? ["it"] : []))
        let verdict = try #require(router.explain(subject()).verdicts.first)
        #expect(verdict.isMatch == isMet && verdict.reasons.allSatisfy { !$0.isEmpty }, "\(verdict)")
        #expect(!verdict.description.contains("schalte"), "the reason repeats the buyer's text")
    }

    @Test("what is not known matches no condition about it")
    func unknown() throws {
        let bare = RouteSubject(marketplace: "conrad", kind: .other)
        let any = try WholePattern(".*")
        let conditions: [RouteCondition] = [
            .order(any), .language(["de"]), .value(RouteRange(), currency: "EUR"), .sku([any]), .country(["DE"]),
            .fulfilment(.seller), .files(RouteRange(), types: []), .left(RouteRange()), .earlierOwner(["anna"]),
            .time(RouteTime(windows: nil, days: nil, zone: .utc)),
        ]
        for condition in conditions {
            let router = Router(
                routes: [Route(name: "it", conditions: [condition])], folders: [:], fallback: try folder("F"))
            #expect(router.decide(bare).routes.isEmpty, "\(condition)")
        }
        #expect(!any.matches(String(repeating: "1", count: 65)))
    }

    @Test("what is not known does not match the opposite of a condition about it either, and explain says so")
    func unknownUnderNot() throws {
        let bare = RouteSubject(marketplace: "conrad", kind: .other)
        let any = try WholePattern(".*")
        let conditions: [(RouteCondition, String)] = [
            (.country(["CH"]), "country is not known"), (.fulfilment(.seller), "fulfilment is not known"),
            (.language(["de"]), "the buyer's language is not known"), (.sku([any]), "SKU is not known"),
            (.value(RouteRange(), currency: "EUR"), "value is not known"),
            (.files(RouteRange(), types: []), "the attachments are not known"),
            (.time(RouteTime(windows: nil, days: nil, zone: .utc)), "the time is not known"),
            (.phrases(.topic, ["x"]), "topic is not known"), (.phrases(.item, ["x"]), "item is not known"),
            (.patterns(.topic, [try Pattern("x")]), "topic is not known"),
            (.patterns(.item, [try Pattern("[xy]")]), "item is not known"),
        ]
        for (condition, reason) in conditions {
            for depth in 1...3 {
                let opposite = (0..<depth).reduce(condition) { inner, _ in .not(inner) }
                let router = Router(
                    routes: [Route(name: "it", conditions: [opposite])], folders: [:], fallback: try folder("F"))
                #expect(router.decide(bare).routes.isEmpty, "\(opposite)")
                let verdict = try #require(router.explain(bare).verdicts.first)
                #expect(!verdict.isMatch && verdict.reasons.count == 1)
                let decides = repeatElement(", so \"not\" decides nothing", count: depth).joined()
                #expect(verdict.reasons.first == reason + decides)
            }
        }
        // A value in another currency can be compared with nothing.
        let value = RouteCondition.not(.value(RouteRange(least: 1), currency: "PLN"))
        let router = Router(routes: [Route(name: "it", conditions: [value])], folders: [:], fallback: try folder("F"))
        #expect(router.decide(subject()).routes.isEmpty)
        #expect(
            router.explain(subject()).verdicts.first?.reasons
                == ["value is 123.45 EUR, which is not in PLN, so \"not\" decides nothing"])
    }

    @Test("that there is no order number, no answer owed and no earlier owner is known")
    func knownAbsence() throws {
        let bare = RouteSubject(marketplace: "conrad", kind: .other)
        let conditions: [RouteCondition] = [
            .order(try WholePattern(".*")), .left(RouteRange()), .earlierOwner(["anna"]), .hasEarlierOwner(true),
        ]
        for condition in conditions {
            let router = Router(
                routes: [Route(name: "it", conditions: [.not(condition)])], folders: [:], fallback: try folder("F"))
            #expect(router.decide(bare).routes == ["it"], "\(condition)")
        }
    }

    @Test(
        "all and any go by what is known if that decides",
        arguments: ThreeValues.rows)
    func threeValues(condition: RouteCondition, isMet: Bool?) throws {
        var message = subject()
        message.country = nil
        for (tried, expected) in [(condition, isMet == true), (.not(condition), isMet == false)] {
            let router = Router(
                routes: [Route(name: "it", conditions: [tried])], folders: [:], fallback: try folder("F"))
            #expect(router.decide(message).routes == (expected ? ["it"] : []), "\(tried)")
            let verdict = try #require(router.explain(message).verdicts.first)
            #expect(verdict.isMatch == expected)
            if isMet == nil { #expect(verdict.description.contains("country is not known"), "\(verdict)") }
        }
    }

    @Test("a pattern that is no regular expression says where and why")
    func badPattern() {
        #expect { try WholePattern("[a-") } throws: { error in
            (error as? PatternMistake)?.description.contains("character") ?? false
        }
    }

    @Test("where all matches decide, the first word counts, and tags, copies, hold and alarms add up")
    func all() throws {
        let router = Router(
            routes: [
                Route(name: "a", conditions: [], tags: ["x"], priority: .high, copies: ["anna"]),
                Route(name: "b", conditions: [.kind([.refund])], folder: try folder("No")),
                Route(
                    name: "c", conditions: [.kind([.return])], folder: try folder("C"), owner: OwnerChoice(["ben"]),
                    tags: ["x", "y"], priority: .low, clock: "fast", template: "t", copies: ["anna", "ben"],
                    holds: true,
                    alarms: true),
                Route(name: "d", conditions: [], folder: try folder("D"), owner: OwnerChoice(["anna"]), clock: "slow"),
            ], match: .all, folders: [:], fallback: try folder("F"))
        let decision = router.decide(subject())
        #expect(decision.routes == ["a", "c", "d"] && decision.folder.description == "C" && decision.owner == "ben")
        #expect(decision.tags == ["x", "y"] && decision.priority == .high && decision.clock == "fast")
        #expect(decision.template == "t" && decision.copies == ["anna", "ben"] && decision.isHeld)
        #expect(decision.alarms == ["c"] && decision.ignoredBy == nil)
        #expect(router.explain(subject()).decision == decision)
    }

    static let owners: [(OwnerChoice, String?)] = [
        (OwnerChoice(["anna", "ben"]), "anna"), (OwnerChoice(["carl"]), nil), (OwnerChoice(["carl", "ben"]), "ben"),
        (OwnerChoice(["anna", "ben", "dora"], way: .leastOpen), "dora"),
        (OwnerChoice(["anna", "ben"], way: .leastOpen), "ben"),
        // Ben had the last one.
        (OwnerChoice(["anna", "ben", "dora"], way: .roundRobin), "dora"),
        (OwnerChoice(["anna", "ben", "carl"], way: .roundRobin), "anna"),
        (OwnerChoice(["dora", "anna"], way: .roundRobin), "dora"),
        (OwnerChoice([], isSticky: true), "eve"), (OwnerChoice(["anna", "ben"], isSticky: true), "anna"),
        (OwnerChoice(["ben", "eve"], way: .roundRobin, isSticky: true), "eve"),
    ]

    @Test(
        "owners are fixed, in turn, the least busy or the earlier one, and answer at the marketplace", arguments: owners
    )
    func owner(choice: OwnerChoice, expected: String?) throws {
        let router = Router(
            routes: [Route(name: "it", conditions: [], owner: choice)], folders: [:], fallback: try folder("F"),
            agents: [
                "anna": nil, "ben": ["conrad", "bol"], "carl": ["bol"], "dora": nil, "eve": nil,
            ])
        var message = subject()
        message.earlierOwner = "eve"
        let state = RoutingState(open: ["anna": 7, "ben": 3], lastAssigned: ["it": "ben"])
        let decision = router.decide(message, state)
        #expect(decision.owner == expected)
        #expect((decision.turn != nil) == (choice.way == .roundRobin && expected != nil))
    }

    @Test("an earlier owner who is gone, or may not answer there, gets nothing")
    func goneOwner() throws {
        let router = Router(
            routes: [Route(name: "it", conditions: [], owner: OwnerChoice(["ben"], isSticky: true))], folders: [:],
            fallback: try folder("F"), agents: ["ben": nil])
        #expect(router.decide(subject()).owner == "ben")
    }

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

private enum ThreeValues {
    static let yes = RouteCondition.kind([.return])
    static let no = RouteCondition.kind([.refund])
    static let unknown = RouteCondition.country(["CH"])
    static let rows: [(RouteCondition, Bool?)] = [
        (.all([yes, unknown]), nil), (.all([unknown, yes]), nil), (.all([unknown, no]), false),
        (.all([no, unknown]), false), (.any([unknown, yes]), true), (.any([yes, unknown]), true),
        (.any([no, unknown]), nil), (.any([unknown, unknown]), nil), (.any([.not(unknown), .not(no)]), true),
        (.all([.not(unknown), .not(no)]), nil),
    ]
}
