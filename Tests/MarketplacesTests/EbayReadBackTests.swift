import Domain
import Testing
import Wire

@testable import Marketplaces

@Suite("eBay's messages are found again") struct EbayReadBackTests {
    private static let own = #"""
        {"messages":[{"messageId":"1","senderUsername":"shop","recipientUsername":"kunde","messageBody":"Gruß",
        "createdDate":"2025-11-24T16:00:05.000Z"}]}
        """#
    private let post = Post(thread: "1", order: nil, text: "Gruß", intendedAt: noon, key: "k")

    private func conversation() throws -> EbayConversation {
        var conversation = EbayConversation(id: "1")
        conversation.read([try JSON(parsing: Array(Self.own.utf8))])
        return conversation
    }

    @Test("a conversation that we began is no reason to send again where the seller's name is not known")
    func unknownSeller() throws {
        let conversation = try conversation()
        #expect(EbayReadBack.find(post, in: conversation, seller: nil)?.id == "1")
        #expect(EbayReadBack.find(post, in: conversation, seller: "shop")?.id == "1")
        #expect(EbayReadBack.find(post, in: conversation, seller: "kunde") == nil)
    }

    @Test("the other one of two is the seller where the buyer is known")
    func byBuyer() throws {
        let seller = EbaySeller(configured: nil)
        let parties = try conversation().parties
        #expect(seller.name(among: parties) == nil)
        seller.learn(besides: "unbekannt", in: parties)
        #expect(seller.name(among: parties) == nil)
        seller.learn(besides: "Kunde", in: parties)
        #expect(seller.name(among: parties) == "shop")
    }
}
