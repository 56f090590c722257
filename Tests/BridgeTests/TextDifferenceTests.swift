import Testing

@testable import Bridge

@Suite("Where a stored text differs from the one that was sent") struct TextDifferenceTests {
    @Test(
        "white space, markup, width and forms that look the same do not count",
        arguments: [
            ("Hello,\n\nit comes tomorrow.", "Hello,  it comes\u{A0}tomorrow."), ("a\u{200B}b", "ab"),
            ("It comes.", "<p>It <b>comes.</b></p>"), ("2 < 3 and 4 > 1", "2 < 3 and 4 > 1"),
            ("see <here> now", "see now"), ("… finally", "... ﬁnally"), ("Ｈｅｌｌｏ 5", "Hello 5"),
            ("e\u{301}t\u{E9}", "\u{E9}te\u{301}"),
        ])
    func same(sent: String, stored: String) {
        #expect(TextDifference(sent: sent, stored: stored) == nil)
        #expect(StoredText(sent: sent, stored: stored) == .same(stored))
    }

    @Test(
        "the place is shown from the first other word to the last, with a few around",
        arguments: [
            ("Write to anna@seller.example please", "Write to [removed] please", "anna@seller.example", "[removed]"),
            (
                "one two three four five SIX seven eight nine ten", "one two three four five 6 seven eight nine ten",
                "… three four five SIX seven eight nine …", "… three four five 6 seven eight nine …"
            ),
            ("It comes.", "It comes. Marketplaces never ask for passwords.", "It comes.", "It comes. Marketplaces"),
            ("It comes. See you", "It comes.", "See you", "It comes."),
        ])
    func differs(sent: String, stored: String, place: String, there: String) throws {
        let difference = try #require(TextDifference(sent: sent, stored: stored))
        #expect(difference.sent.contains(place))
        #expect(difference.stored.contains(there))
        #expect(StoredText(sent: sent, stored: stored).isAltered)
    }

    @Test("long texts are compared in linear time, and their places stay short")
    func long() throws {
        let words = String(repeating: "word ", count: 100_000)
        let difference = try #require(TextDifference(sent: words + "a", stored: "b " + words))
        #expect(difference.sent.utf8.count < 1000 && difference.stored.utf8.count < 1000)
        #expect(TextDifference(sent: String(repeating: "<", count: 100_000), stored: "<b") != nil)
    }

    @Test("nothing to read is no other text", arguments: [nil, "", " \n"] as [String?])
    func notRead(stored: String?) { #expect(StoredText(sent: "Hello", stored: stored) == .notRead) }
}
