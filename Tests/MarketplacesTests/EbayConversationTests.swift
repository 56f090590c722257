import Domain
import Testing
import Wire

@testable import Marketplaces

@Suite("eBay's conversations") struct EbayConversationTests {
    private static func conversation(_ pages: String...) throws -> EbayConversation {
        var conversation = EbayConversation(id: "1")
        conversation.read(try pages.map { try JSON(parsing: Array($0.utf8)) })
        return conversation
    }

    @Test("messages are shown oldest first, whichever way they come")
    func order() throws {
        for dates in [["10", "11", "12"], ["12", "11", "10"]] {
            let messages = dates.map { #"{"messageId":"\#($0)","createdDate":"2026-01-01T\#($0):00:00.000Z"}"# }
            let found = try Self.conversation(#"{"messages":[\#(messages.joined(separator: ","))]}"#)
            #expect(found.messages.map(\.id) == ["10", "11", "12"])
        }
    }

    @Test("undated messages stand where they stood, unnamed ones are the system's, unknown members do not matter")
    func tolerance() throws {
        let found = try Self.conversation(
            #"{"new":{},"conversationStatus":"SOMETHING","messages":[{"messageId":1,"senderUsername":"a","createdDate":"2026-01-01T10:00:00.000Z"},{"messageId":"2","createdDate":"?"},{"noID":1}]}"#
        )
        let shown = found.conversation(seller: nil, order: nil)
        #expect(shown.messages.map(\.id.text) == ["1", "2"])
        #expect(shown.messages.map(\.role) == [.buyer, .system])
        #expect(!shown.isClosed)
    }

    @Test(
        "archived and deleted conversations are closed",
        arguments: [("ACTIVE", false), ("ARCHIVE", true), ("DELETE", true)])
    func closed(status: String, isClosed: Bool) throws {
        let found = try Self.conversation(#"{"conversationStatus":"\#(status)","messages":[]}"#)
        #expect(found.conversation(seller: "s", order: nil).isClosed == isClosed)
    }

    @Test("files are named by their address")
    func media() throws {
        let found = try Self.conversation(
            #"{"messages":[{"messageId":"1","messageMedia":[{"mediaName":"Foto","mediaType":"IMAGE","mediaUrl":"https://x.example/1"},{"mediaName":"leer"}]}]}"#
        )
        #expect(found.messages.first?.media == [AttachmentReference(handle: "https://x.example/1", name: "Foto")])
    }

    @Test(
        "bodies of templates become text, those of members stay",
        arguments: [
            ("<div>Hallo<br>Welt</div>", "Hallo\nWelt"), ("2 < 3 > 1", "2 < 3 > 1"), ("<3 danke", "<3 danke"), ("", ""),
        ])
    func text(body: String, shown: String) {
        #expect(EbayText.plain(body) == shown)
    }

    @Test("the seller is who takes part in all conversations, if that is exactly one")
    func common() {
        #expect(EbaySeller.common(to: [["s", "a"], ["s", "b"]]) == "s")
        #expect(EbaySeller.common(to: [["s", "a"], ["s", "a"]]) == nil)
        #expect(EbaySeller.common(to: [["s", "a"]]) == nil)
        #expect(EbaySeller.common(to: [["s", "a"], ["c", "b"]]) == nil)
        #expect(EbaySeller.common(to: []) == nil)
    }
}
