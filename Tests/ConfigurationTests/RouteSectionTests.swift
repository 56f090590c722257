import Domain
import Patterns
import Routing
import Testing

@testable import Configuration

@Suite("Routes of a configuration") struct RouteSectionTests {
    private func router(_ text: String) throws -> Router {
        try (Broken.minimalText + "[[agent]]\nname = \"ben\"\naddress = \"ben@example.com\"\n" + text).checked().offline
            .router
    }

    @Test("every condition is read")
    func conditions() throws {
        let route = try #require(
            try router(
                #"""
                [[route]]
                name = "r"
                when = { marketplace = "conrad", kind = "return", language = ["de"], subject = "a", text_pattern = 'b+', \#
                topic = "c", item = ["d"], attachments = { type = "image/*" }, order = '\d+', value = { from = "1 EUR" }, \#
                sku = 'e', country = "DE", fulfilment = "seller", time = "09:00-17:00", weekday = "mon", timezone = "UTC", \#
                earlier_messages = true, left = { to = "6h" }, earlier_owner = "ben", all = [{ kind = "return" }], \#
                any = [{ kind = "refund", language = "fr" }, { earlier_owner = false }], not = { attachments = false } }
                """#
            ).routes.first)
        let utc = try #require(ZoneInfoDirectory().rules(named: "UTC"))
        let expected: [RouteCondition] = [
            .marketplace(["conrad"]), .kind([.return]), .language(["de"]), .phrases(.subject, ["a"]),
            .patterns(.text, [try Pattern("b+")]), .phrases(.topic, ["c"]), .phrases(.item, ["d"]),
            .files(RouteRange(least: 1), types: ["image/*"]), .order(try WholePattern(#"\d+"#)),
            .value(RouteRange(least: 100), currency: "EUR"), .sku([try WholePattern("e")]), .country(["DE"]),
            .fulfilment(.seller),
            .time(RouteTime(windows: DayWindow("09:00-17:00").map { [$0] }, days: [.monday], zone: utc)),
            .earlierMessages(RouteRange(least: 1)), .left(RouteRange(most: 21_600)), .earlierOwner(["ben"]),
            .all([.kind([.return])]), .any([.all([.kind([.refund]), .language(["fr"])]), .hasEarlierOwner(false)]),
            .not(.files(RouteRange(most: 0), types: [])),
        ]
        #expect(route.conditions.count == expected.count)
        for (found, wanted) in zip(route.conditions, expected) { #expect(found == wanted) }
    }

    @Test("every action is read")
    func actions() throws {
        let text = """
            [submission]
            url = "smtps://mail.example.com"
            [[template]]
            name = "late"
            text = "Sorry."
            [routing]
            match = "all"
            [[route]]
            name = "r"
            owner = ["anna", "ben"]
            assign = "least-open"
            sticky = true
            tags = ["x"]
            priority = "low"
            clock = "bol"
            template = "late"
            copy = ["ben"]
            hold = true
            alarm = true
            [[route]]
            name = "s"
            when = { kind = "system" }
            ignore = true
            """
        let checked = try (Broken.minimalText + "[[agent]]\nname = \"ben\"\naddress = \"ben@example.com\"\n" + text)
            .checked()
        let router = checked.offline.router
        #expect(router.match == .all && router.mayIgnore && router.needs.agents && router.needs.history)
        var expected = Route(name: "r", conditions: [])
        expected.owner = OwnerChoice(["anna", "ben"], way: .leastOpen, isSticky: true)
        (expected.tags, expected.priority, expected.clock, expected.template) = (["x"], .low, "bol", "late")
        (expected.copies, expected.holds, expected.alarms) = (["ben"], true, true)
        #expect(router.routes[0] == expected)
        #expect(router.routes[1].ignores)
        // A preset that only a route names is there too.
        #expect(checked.offline.clocks["bol"] != nil)
        #expect(checked.shown.text(.all).contains("assign = \"least-open\""))
    }

    @Test("conditions may stand eight deep in lists")
    func depth() throws {
        let open = String(repeating: "{ any = [", count: 7)
        let close = String(repeating: "] }", count: 7)
        let text = "[[route]]\nname = \"r\"\nwhen = \(open){ kind = \"return\" }\(close)\n"
        #expect(try router(text).routes.count == 1)
    }

    @Test("a list of owners is taken in turn, one owner as he is")
    func ways() throws {
        let routes = try router(
            "[[route]]\nname = \"a\"\nwhen = { kind = \"return\" }\nowner = [\"anna\", \"ben\"]\n[[route]]\nname = \"b\"\nowner = \"ben\"\n"
        ).routes
        #expect(routes.map(\.owner) == [OwnerChoice(["anna", "ben"], way: .roundRobin), OwnerChoice(["ben"])])
    }

    @Test("another configuration is told by what changed")
    func difference() throws {
        let old = try
            (Broken.minimalText + "[[route]]\nname = \"a\"\nwhen = { kind = \"return\" }\n[[route]]\nname = \"b\"\n")
            .checked().offline
        let new = try
            (Broken.minimalText
            + "[routing]\nmatch = \"all\"\n[[route]]\nname = \"b\"\ntags = [\"x\"]\n[[route]]\nname = \"c\"\n")
            .checked().offline
        let changes = ConfigurationDifference(from: old, to: new).changes
        #expect(
            changes.map { "\($0.what) \($0.name) \($0.kind.rawValue)" } == [
                "routing match changed", "route a removed", "route b changed", "route c added",
            ])
        #expect(ConfigurationDifference(from: old, to: old).changes.isEmpty)
    }
}
