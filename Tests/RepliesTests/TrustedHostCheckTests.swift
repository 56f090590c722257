import MIME
import Replies
import Testing

@Suite("The name that is believed, beside the mails that came in") struct TrustedHostCheckTests {
    private func mail(_ fields: String) -> Message { Message(parsing: Array("\(fields)Subject: x\r\n\r\ny".utf8)) }

    private let own = "Authentication-Results: mx.seller.example; dmarc=pass header.from=a.example\r\n"
    private let foreign = "Authentication-Results: mx.elsewhere.example; dmarc=pass header.from=a.example\r\n"

    @Test("one mail that counts confirms it, mails without such a field say nothing, other names contradict it")
    func verdicts() {
        func check(_ fields: [String]) -> TrustedHostCheck {
            TrustedHostCheck(fields.map(mail), host: "MX.seller.example")
        }
        #expect(check([]).isContradicted == false)
        #expect(check(["", ""]) == check([]))
        #expect(check([own + foreign]).isConfirmed && check([own]).seen == ["mx.seller.example"])
        #expect(!check([foreign, own]).isContradicted)
        #expect(
            check([foreign, foreign]).isContradicted && check([foreign, foreign]).seen == ["mx.elsewhere.example"])
        // Below a field of somebody else the own one is forged.
        #expect(check([foreign + own]).isContradicted)
    }
}
