import Testing

@testable import Replies

@Suite("Targets of our links in quoted lines") struct ActionTargetsTests {
    private static let target = "<mailto:s%2Babc@seller.example?subject=Re%3A%20x&body=%23close%0D%0A>"

    @Test(
        "are taken out, wherever the client wrapped them",
        arguments: [
            (["Close: #close \(target)"], ["Close: #close "], []),
            (["\(target) \(target)"], [" "], [0]),
            (
                ["Close: #close", "<mailto:s%2Babc@seller.example?", "subject=Re&body=%23close>", "Next"],
                ["Close: #close", "", "", "Next"], [1, 2]
            ),
            (["a <b@c.example> \(target) d"], ["a <b@c.example>  d"], []),
            (["1 < 2 and 3 > 2", target], ["1 < 2 and 3 > 2", ""], [1]),
            (["<mailto:me@x.example?subject=a&body=hello>"], ["<mailto:me@x.example?subject=a&body=hello>"], []),
            (
                ["<open \(target.dropFirst().dropLast())", "never closed"],
                ["<open \(target.dropFirst().dropLast())", "never closed"], []
            ),
        ] as [([String], [String], Set<Int>)])
    func removed(lines: [String], expected: [String], consumed: Set<Int>) {
        let found = ActionTargets(removingFrom: lines)
        #expect(found.lines == expected)
        #expect(found.consumed == consumed)
    }

    @Test("many brackets cost no more than their length")
    func linear() {
        let long = String(repeating: "<a", count: 200_000) + "body=%23" + String(repeating: Self.target, count: 2_000)
        #expect(ActionTargets(removingFrom: [long]).lines[0].utf8.count < long.utf8.count)
    }
}
