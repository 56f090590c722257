import Domain
import Sandbox

/// What happens at one marketplace: a buyer asks, the agent answers.
struct DemoScene: Sendable {
    let marketplace: SandboxMarketplace
    /// Folder of the ticket mails.
    let folder: String
    let language: String
    let buyer: String
    let question: String
    let answer: String

    static let all = [
        DemoScene(
            marketplace: .mirakl, folder: "Marketplaces/Conrad", language: "de", buyer: "Jörg Müller",
            question: "Guten Tag,\nwann kommt mein Paket? Die Sendung steht seit drei Tagen still.",
            answer:
                "Guten Tag Herr Müller,\n\nIhr Paket liegt seit heute früh im Zustellzentrum und kommt morgen an.\n\nViele Grüße\nAnna"
        ),
        DemoScene(
            marketplace: .kaufland, folder: "Marketplaces/Kaufland", language: "pl", buyer: "Zofia Wiśniewska",
            question: "Dzień dobry, brakuje jednej śruby w zestawie. Czy mogę ją dostać?",
            answer: "Dzień dobry,\n\noczywiście, brakującą śrubę wysyłamy jeszcze dzisiaj.\n\nPozdrawiam\nAnna"),
        DemoScene(
            marketplace: .amazon, folder: "Marketplaces/Amazon", language: "en", buyer: "Emily",
            question: "Hello,\ndoes the charger also work with 110 volts?",
            answer: "Hello Emily,\n\nyes, it takes 100 to 240 volts.\n\nKind regards\nAnna"),
    ]
}
