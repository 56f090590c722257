import MIME
import Sandbox

/// Buyers who write at all marketplaces: new questions, and more words in conversations that are under way.
struct Buyers {
    let place: Place
    let ledger: Ledger
    let count: Int
    /// Seconds over which they write.
    let span: Double
    let seed: UInt64

    func write() async throws {
        var numbers = SeededNumbers(seed: seed)
        let began = wallTime()
        for number in 0..<count {
            let due = began + span * Double(number) / Double(count)
            // A few come in one moment.
            let pause = due + Double.random(in: -1...1, using: &numbers) - wallTime()
            if pause > 0 { try await Task.sleep(for: .seconds(pause)) }
            let marketplace = SandboxMarketplace.allCases[number % 3]
            let text = marker("q", number)
            var message = BuyerMessage(
                marketplace: marketplace, language: ["de", "en", "pl"].randomElement(using: &numbers) ?? "de",
                name: ["Jörg Müller", "Zofia Wiśniewska", "Emily"].randomElement(using: &numbers) ?? "Emily",
                text: "Guten Tag,\nwann kommt mein Paket? \(text)\nMfG")
            if Int.random(in: 0..<100, using: &numbers) < 35 {
                message.conversation = await ledger.conversations(marketplace).randomElement(using: &numbers)
            }
            let receipt = try await place.sandbox.write(message)
            guard let notification = receipt.notification else { throw BenchError("no notification for \(text)") }
            await ledger.add(
                Ledger.Question(
                    marker: text, marketplace: marketplace, conversation: receipt.conversation,
                    notification: notification))
            if Int.random(in: 0..<100, using: &numbers) < 5 { try await repeatDelivery(of: notification) }
        }
    }

    /// Mail servers deliver a mail twice when an acknowledgement gets lost.
    private func repeatDelivery(of messageID: String) async throws {
        let mail = await place.sandbox.mails().last {
            $0.kind == .notification && Message(parsing: $0.bytes).messageID == messageID
        }
        guard let mail else { return }
        try await place.deliver(mail.bytes, from: mail.sender?.text ?? "")
        await ledger.delivered(messageID)
    }
}
