import Domain
import MIME
import Sandbox
import TestSupport
import Testing

/// Answers that real mail clients write and send.
@Suite("answers from real mail clients", .serialized, .enabled(if: Shop.isAvailable))
struct ClientTests {
    /// Long enough that a client breaks its line, and with letters that have to be coded.
    private static let words = """
        Guten Tag,

        Ihr Paket liegt seit heute früh im Zustellzentrum in Köln und kommt morgen zwischen neun und zwölf Uhr – versprochen!

        Viele Grüße
        Anna
        """

    @Test(
        "Thunderbird, HTML and plain text, above and below: the answer whole and nothing else, in doubt a question",
        .enabled(if: Thunderbird.isAvailable))
    func thunderbird() async throws {
        try await withShop { shop in
            async let starting = Thunderbird.start(
                at: shop, writer: Shop.anna, signature: "Canary Agent\nSeller Ltd, HRB 4711")
            let (receipt, ticket) = try await shop.ask(
                .canary("Is the canary yellow?\nHow much does it weigh?", at: .mirakl))
            let client = try await starting
            let id = try #require(ticket.message.messageID)
            let folder = SandboxMarketplace.mirakl.folder
            let file = try shop.directory.write("%PDF-1.4 canary", to: "canary.pdf")

            var number = 0
            for isHTML in [true, false] {
                for shape in [Thunderbird.Style.Shape.top, .bottom] {
                    number += 1
                    let style = Thunderbird.Style(isHTML: isHTML, shape: shape)
                    // Each its own words: the same ones twice would make the bridge ask.
                    let text = "Nummer \(number).\n\n\(Self.words)"
                    let attached = shape == .top ? file : nil
                    let written = try await client.reply(to: id, in: folder, text, style, file: attached)
                    #expect(written.contains("[[mb:") && written.contains("HRB 4711"), "quoted and signed: \(written)")
                    let answer = try await shop.answer(number: number, in: receipt)
                    #expect(answer.text == text, "\(style)")
                    #expect(answer.attachments.map(\.name) == (attached == nil ? [] : ["canary.pdf"]), "\(style)")
                    try await shop.report("receipt", receipt, at: .mirakl, number: number)
                }
            }
            for (index, isHTML) in [true, false].enumerated() {
                let style = Thunderbird.Style(isHTML: isHTML, shape: .below)
                _ = try await client.reply(
                    to: id, in: folder, "Ja, \(index + 1) mal gelb.", style, line: "Is the canary yellow?")
                let question = try await shop.report("question", receipt, at: .mirakl, number: index + 1)
                #expect(question.text.contains("Ja, \(index + 1) mal gelb."), "\(style)")
                // The signature is among what was left out, not among what would be sent.
                let parts = question.text.split(separator: "This was left out:")
                #expect(parts.first?.contains("HRB 4711") == false, "\(style)")
                #expect(parts.last?.contains("HRB 4711") == true, "\(style)")
            }
            #expect(await shop.sandbox.postCount(.mirakl) == number)
        }
    }

    @Test(
        "neomutt, above, below, between, and with a file", .enabled(if: NeomuttClient.isInstalled),
        arguments: [
            (.top, .mirakl, false), (.bottom, .kaufland, false), (.top, .kaufland, true),
            (.below("Is the canary yellow?"), .mirakl, false),
        ] as [(NeomuttClient.Shape, SandboxMarketplace, Bool)])
    func neomutt(shape: NeomuttClient.Shape, marketplace: SandboxMarketplace, hasFile: Bool) async throws {
        try await withShop { shop in
            let (receipt, _) = try await shop.ask(
                .canary("Is the canary yellow?\nHow much does it weigh?", at: marketplace))
            let file = try shop.directory.write("%PDF-1.4 canary", to: "canary.pdf")
            let client = NeomuttClient(
                shop.dovecot, reader: Shop.mailboxUser, writer: Shop.anna, password: Shop.password, in: shop.directory)
            try await client.answer(
                Self.words, shape, attaching: hasFile ? [file] : [], in: marketplace.folder, number: 1)
            if case .below = shape {
                let question = try await shop.report("question", receipt, at: marketplace)
                #expect(question.text.contains(Self.words))
                #expect(await shop.sandbox.postCount(marketplace) == 0)
            } else {
                let answer = try await shop.answer(in: receipt)
                #expect(answer.text == Self.words)
                #expect(answer.attachments.map(\.name) == (hasFile ? ["canary.pdf"] : []))
                try await shop.report("receipt", receipt, at: marketplace)
            }
        }
    }
}
