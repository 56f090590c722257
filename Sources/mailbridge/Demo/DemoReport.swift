/// Prints each step with the time since the start.
final class DemoClock: Sendable {
    private let start = ContinuousClock.now

    func step(_ text: String) { say("\(seconds(ContinuousClock.now - start))  \(text)") }
}

/// One marketplace in the table at the end.
struct DemoRow: Sendable {
    var marketplace: String
    var language: String
    /// From the buyer's click to the ticket mail.
    var ticketMail: Duration = .zero
    /// From the agent's click to the answer on the marketplace.
    var answer: Duration = .zero
    /// From the agent's click to the receipt in the agent's thread.
    var receipt: Duration = .zero

    static func printTable(_ rows: [DemoRow]) {
        say("")
        say(row(["marketplace", "language", "ticket mail", "answer there", "receipt"]))
        for one in rows {
            say(
                row([one.marketplace, one.language, seconds(one.ticketMail), seconds(one.answer), seconds(one.receipt)])
            )
        }
        say("Times include Dovecot's own delay of about half a second before it announces a mail.")
    }

    private static func row(_ cells: [String]) -> String {
        cells.map { $0 + String(repeating: " ", count: max(0, 14 - $0.count)) }.joined()
    }
}

/// `  1.234 s`
private func seconds(_ duration: Duration) -> String {
    let milliseconds = Int(duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000)
    let rest = String(milliseconds % 1000)
    let text = "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest) s"
    return String(repeating: " ", count: max(0, 9 - text.count)) + text
}
