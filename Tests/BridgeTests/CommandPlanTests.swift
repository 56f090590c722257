import Replies
import Testing

@testable import Bridge

@Suite("Several commands in one mail") struct CommandPlanTests {
    private static func plan(_ lines: [String], hasText: Bool) -> Result<CommandPlan, CommandPlan.Conflict> {
        let commands = lines.enumerated().map { index, line in
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            let name: ReplyCommand.Name =
                CommandName(word: words[0]).map { .known($0) } ?? .unknown(word: words[0], didYouMean: nil)
            return ReplyCommand(name: name, arguments: words.count > 1 ? words[1] : "", line: index + 1)
        }
        do throws(CommandPlan.Conflict) {
            return .success(try CommandPlan(commands, hasText: hasText))
        } catch {
            return .failure(error)
        }
    }

    @Test(
        "what goes together",
        arguments: [
            (["assign bert", "note x"], false), (["assign bert", "snooze 2d"], false), (["to operator"], true),
            (["to operator", "note x"], true), (["close"], true), (["close"], false),
            (["template parcel", "close"], false),
            (["template parcel"], true), (["refund 5 EUR", "note x"], false), (["assign bert", "refund 5 EUR"], false),
            (["escalate"], true), (["new topic", "to operator"], true), (["status"], false), ([], true), ([], false),
        ] as [([String], Bool)])
    func together(lines: [String], hasText: Bool) throws { _ = try Self.plan(lines, hasText: hasText).get() }

    @Test(
        "what excludes each other",
        arguments: [
            (["refund 5 EUR"], true), (["refund 5 EUR", "refund 6 EUR"], false), (["refund 5", "cancel"], false),
            (["close", "reopen"], false), (["noreply"], true), (["undo"], true), (["status"], true),
            (["help"], true), (["template a", "template b"], false), (["template a", "refund 5"], false),
            (["assign anna", "assign bert"], false), (["close", "noreply"], true),
            (["refund 5", "to operator"], false),
            (["to operator", "to buyer"], true),
        ] as [([String], Bool)])
    func conflict(lines: [String], hasText: Bool) {
        guard case .failure(.together) = Self.plan(lines, hasText: hasText) else {
            Issue.record("\(lines) went together")
            return
        }
    }

    @Test("an unknown word and an unknown recipient are named")
    func unknown() {
        #expect(Self.plan(["refnud 5"], hasText: false) == .failure(.unknown(word: "refnud", suggestion: nil)))
        #expect(Self.plan(["to everybody"], hasText: true) == .failure(.unknownRecipient("everybody")))
    }

    @Test("close behind an answer waits for it")
    func close() throws {
        #expect(try Self.plan(["close"], hasText: true).get().closesAfterwards)
        #expect(try Self.plan(["close"], hasText: false).get().mainName == .close)
    }
}
