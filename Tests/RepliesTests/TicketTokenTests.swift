import Domain
import MIME
import Replies
import Testing

@Suite("Ticket token")
struct TicketTokenTests {
    @Test("16 bytes make 26 characters, read back in any case")
    func roundTrip() throws {
        let token = try #require(TicketToken(bytes: Array(0..<16)))
        #expect(token.text.count == 26)
        #expect(TicketToken(token.text.uppercased()) == token)
    }

    @Test(
        "other shapes are no token",
        arguments: [
            "", "k7q2", String(repeating: "a", count: 25), String(repeating: "a", count: 27),
            "aaaaaaaaaaaaaaaaaaaaaaaaa1",
        ])
    func otherShapes(text: String) { #expect(TicketToken(text) == nil) }
}
