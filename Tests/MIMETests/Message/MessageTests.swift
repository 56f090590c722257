import MIME
import Testing

@Suite("Message")
struct MessageTests {
    @Test("any bytes make a message with a root part")
    func emptyMessage() {
        let message = Message(parsing: [])
        #expect(message.parts.count == 1)
        #expect(message.header.isEmpty)
    }
}
