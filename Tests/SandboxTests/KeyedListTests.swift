import Testing

@testable import Sandbox

@Suite("Lists that find their elements by key")
struct KeyedListTests {
    private struct Letter: Keyed, Sendable, Equatable {
        var id: String
        var order: String
        var keys: [String] { [id, order] }
    }

    private static let list: KeyedList<Letter> = {
        var list = KeyedList<Letter>()
        for (id, order) in [("a", "1"), ("b", "2"), ("c", "1"), ("3", "3")] {
            list.append(Letter(id: id, order: order))
        }
        return list
    }()

    @Test(
        "elements come in the list's order, each once",
        arguments: [
            (["1"], ["a", "c"]), (["c", "1"], ["a", "c"]), (["2", "1"], ["a", "b", "c"]), (["3"], ["3"]), (["x"], []),
            ([], []),
        ] as [(Set<String>, [String])])
    func order(keys: Set<String>, ids: [String]) {
        #expect(Self.list.all(keys).map(\.id) == ids)
    }

    @Test("without keys all come")
    func all() {
        #expect(Self.list.all(nil).map(\.id) == ["a", "b", "c", "3"])
        #expect(Self.list.indices(of: "1") == [0, 2])
    }
}
