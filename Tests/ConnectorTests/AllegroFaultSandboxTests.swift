import Domain
import Marketplaces
import Sandbox
import Testing
import TestSupport

private let order = "0b1c2d3e-4f50-4a61-8b72-9c83ad94be05"

@Suite("Allegro's connector through faults") struct AllegroFaultSandboxTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var effect: SandboxFault.Effect
        var moment = SandboxFault.Moment.before

        var testDescription: String { "\(effect) \(moment)" }
    }

    static let cases = [
        Case(effect: .status(429)), Case(effect: .status(500)), Case(effect: .status(500), moment: .after),
        Case(effect: .status(503)), Case(effect: .status(503), moment: .after), Case(effect: .drop),
        Case(effect: .drop, moment: .after), Case(effect: .garbled), Case(effect: .garbled, moment: .after),
        Case(effect: .lag(.milliseconds(300))), Case(effect: .altered), Case(effect: .expireTokens),
    ]

    @Test("an answer to the message centre is seen exactly once", arguments: cases)
    func thread(_ one: Case) async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.buyerWrites("Gdzie jest paczka?", order: order)
            try await check(account, receipt, one, "newMessageInThread")
        }
    }

    @Test("an answer to a dispute is seen exactly once", arguments: cases)
    func issue(_ one: Case) async throws {
        try await SandboxAccount.with(.allegro) { account in
            var message = BuyerMessage(marketplace: .allegro, language: "pl", name: "Erika Muster", text: "Zepsute")
            message.order = order
            message.startsNewConversation = true
            try await check(account, try await account.sandbox.write(message), one, "addIssueMessage")
        }
    }

    private func check(
        _ account: SandboxAccount, _ receipt: BuyerReceipt, _ one: Case, _ operation: String
    ) async throws {
        var fault = SandboxFault(.allegro, operation, one.effect)
        fault.moment = one.moment
        await account.sandbox.add(fault)
        #expect(try await account.deliver(account.post("Będzie jutro.", to: receipt)))
        let answers = try await account.seen(receipt.conversation).messages.filter { $0.role == .seller }
        #expect(answers.count == 1)
        #expect(answers.first?.text.hasPrefix("Będzie jutro.") == true)
    }

    @Test(
        "a file that could not be sent leaves the answer unsent",
        arguments: ["declareAttachment", "uploadAttachment"], [SandboxFault.Effect.drop, .status(503), .garbled])
    func upload(_ operation: String, _ effect: SandboxFault.Effect) async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.buyerWrites("Proszę o etykietę", order: order)
            let file = Attachment(name: "a.pdf", type: "application/pdf", bytes: Array("%PDF-1.7".utf8))
            await account.sandbox.add(SandboxFault(.allegro, operation, effect))
            let post = account.post("Proszę", to: receipt, attachments: [file])
            let first = await account.connector.post(post)
            #expect(["not sent: unavailable", "not sent: protocol-violation"].contains(ending(first)))
            #expect(await account.sandbox.postCount(.allegro) == 0)
            #expect(try await account.deliver(post))
            #expect(try await account.seen(receipt.conversation).messages.last?.attachments.map(\.name) == ["a.pdf"])
        }
    }

    @Test("a refresh token that Allegro replaces is kept for the next connector")
    func rotation() async throws {
        let folder = try TemporaryDirectory()
        try await SandboxAccount.with(.allegro, change: { $0.tokenFile = folder.path + "/tokens/allegro" }) { account in
            let receipt = try await account.buyerWrites("Pytanie", order: order)
            var settings = try MarketplaceSettings(sandbox: await account.sandbox.settings(of: .allegro), .allegro)
            // The configured token was used up by the first connector.
            _ = try await account.connector.probe()
            let forgetful = try makeConnector(settings, http: account.http, smtp: nil)
            let error = await #expect(throws: ConnectorError.self) { try await forgetful.probe() }
            #expect(error?.kind == .credentials && error?.retry == .never)
            settings.tokenFile = folder.path + "/tokens/allegro"
            let next = try makeConnector(settings, http: account.http, smtp: nil)
            #expect(try await next.probe().contains("0 open issues"))
            #expect(ending(await next.post(account.post("Odpowiedź", to: receipt))) == "accepted")
        }
    }

    @Test("a wrong secret is the admin's concern, and nothing is sent")
    func credentials() async throws {
        try await SandboxAccount.with(
            .allegro,
            change: {
                $0.credentials = .oauth(
                    clientID: "wrong", clientSecret: Secret("wrong"), refreshToken: Secret("wrong"))
            }
        ) { account in
            let receipt = try await account.buyerWrites("Pytanie", order: order)
            #expect(
                ending(await account.connector.post(account.post("Odpowiedź", to: receipt))) == "not sent: credentials")
            let error = await #expect(throws: ConnectorError.self) { try await account.connector.probe() }
            #expect(error?.kind == .credentials)
        }
    }
}
