import ArgumentParser
import Domain
import IMAPClient
import MIME
import Sandbox
import LocalServers

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "The whole loop on this machine, with nothing to configure.",
        discussion: """
            Starts a private Dovecot (IMAPS, submission), stand-ins for three marketplaces and the service. Buyers write, \
            neomutt answers as the agent, the answers arrive, and the audit proves it. Everything lies in one temporary \
            directory and is gone afterwards. --keep leaves it running for your own mail client and browser.
            """)

    @ArgumentParser.Flag(help: "Leave everything running and print how to join in.") var keep = false

    func run() async throws {
        try await reportingErrors {
            guard DovecotServer.isAvailable, NeomuttClient.isInstalled else {
                complain("the demo needs dovecot-imapd, dovecot-lmtpd, dovecot-submissiond and neomutt: make deps")
                throw ExitStatus.unavailable
            }
            let clock = DemoClock()
            let place = try await DemoPlace.open(password: "demo-secret")
            clock.step("a private Dovecot and the stand-ins for the marketplaces are up")
            let service = try await DemoService.start(place)
            defer { service.stop() }
            clock.step("the service watches the mailbox")

            var rows: [DemoRow] = []
            do {
                for (index, scene) in DemoScene.all.enumerated() {
                    rows.append(try await play(scene, number: index + 1, place, service, clock))
                }
                try audit(place)
                clock.step("audit: no mail lost, no answer twice")
            } catch {
                complain("\(error)\n--- log of the service ---\n\(readText(place.log))")
                throw ExitStatus.internalFault
            }
            DemoRow.printTable(rows)
            if keep { await stayOpen(place) }
            await place.sandbox.stop()
        }
    }

    /// One question and its answer, each step waited for by looking.
    private func play(
        _ scene: DemoScene, number: Int, _ place: DemoPlace, _ service: DemoService, _ clock: DemoClock
    ) async throws -> DemoRow {
        let name = scene.folder.split(separator: "/").last.map(String.init) ?? scene.folder
        let mailbox = place.mailbox
        var message = BuyerMessage(
            marketplace: scene.marketplace, language: scene.language, name: scene.buyer, text: scene.question)
        if scene.marketplace == .mirakl {
            message.attachments = [Attachment(name: "foto.png", type: "image/png", bytes: Self.picture)]
        }
        var row = DemoRow(marketplace: name, language: scene.language)
        let asked = ContinuousClock.now
        let receipt = try await place.sandbox.write(message)
        clock.step("\(name): \(scene.buyer) writes in \(scene.language) about order \(receipt.order)")

        let ticket = try await waitForMail(in: scene.folder, mailbox, service) { $0.hasLine(of: scene.question) }
        row.ticketMail = ContinuousClock.now - asked
        clock.step("\(name): the ticket mail lies in \(scene.folder): \(ticket.subject ?? "")")

        try await NeomuttClient(
            place.dovecot, reader: DemoPlace.service, writer: DemoPlace.agent, password: place.password,
            in: place.directory
        ).answer(scene.answer, in: scene.folder, number: number)
        let sent = ContinuousClock.now
        clock.step("\(name): the agent pressed Reply in neomutt and sent the answer")

        try await eventually("the answer stands at \(name)") {
            try service.check()
            return await place.sandbox.conversations().contains { conversation in
                conversation.id == receipt.conversation
                    && conversation.messages.contains {
                        $0.role == .seller && $0.text.beginsWithWords(of: scene.answer)
                    }
            }
        }
        row.answer = ContinuousClock.now - sent
        clock.step("\(name): the buyer reads the answer on the marketplace")

        _ = try await waitForMail(in: scene.folder, mailbox, service) { mail in
            mail.header.text("x-mailbridge-kind") == "receipt"
        }
        row.receipt = ContinuousClock.now - sent
        clock.step("\(name): the receipt joined the agent's thread")
        await mailbox.close()
        return row
    }

    /// The newest mail of the folder that fits, as soon as there is one.
    private func waitForMail(
        in folder: String, _ mailbox: MailboxConnection, _ service: DemoService, where fits: (Message) -> Bool
    ) async throws -> Message {
        var found: Message?
        try await eventually("a mail in \(folder)") {
            try service.check()
            found = try await mails(in: folder, mailbox).last(where: fits)
            return found != nil
        }
        guard let found else { throw SupportError("no mail in \(folder)") }
        return found
    }

    private func mails(in folder: String, _ mailbox: MailboxConnection) async throws -> [Message] {
        let name = MailboxName(folder)
        do {
            let status = try await mailbox.status(name)
            guard let validity = status.uidValidity, let next = status.uidNext, next > .first else { return [] }
            let uids = UIDSet((UID.first.number..<next.number).map { UID($0) })
            return try await mailbox.fetch(uids, in: name, uidValidity: validity).compactMap { item in
                if case .mail(let mail) = item { Message(parsing: mail.bytes) } else { nil }
            }
        } catch {
            // Some servers answer STATUS of a missing folder with a bare NO.
            guard error.kind == .noSuchFolder || error.kind == .refused else { throw error }
            return []
        }
    }

    private func audit(_ place: DemoPlace) throws {
        let log = "\(place.directory.path)/audit.log"
        let status = try LocalServers.run(
            DemoService.program, ["audit", "--online", "--config", place.configuration], log: log)
        say("    \(readText(log).split(separator: "\n").last ?? "")")
        guard status == 0 else { throw SupportError("audit found:\n\(readText(log))") }
    }

    private func stayOpen(_ place: DemoPlace) async {
        let page = await place.sandbox.pageURL
        say(
            """

            Join in with your own mail client; stop with Ctrl-C.
              page        \(page)  (write as the buyer)
              IMAP        localhost, port \(place.dovecot.imapsPort), TLS
              SMTP        localhost, port \(place.dovecot.submissionPort), STARTTLS
              mailbox     \(DemoPlace.service), password \(place.password)  (folders below Marketplaces)
              send as     \(DemoPlace.agent), password \(place.password)
              certificate \(place.dovecot.caFile)
              config      \(place.configuration)
              log         \(place.log)
            """)
        await stopRequest { await place.sandbox.waitUntilQuit() }
    }

    /// The smallest PNG there is: one transparent dot.
    private static let picture: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1,
        8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0, 1, 0, 0, 5,
        0, 1, 0x0D, 0x0A, 0x2D, 0xB4, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
}

extension Message {
    fileprivate func hasLine(of question: String) -> Bool {
        guard let line = question.split(separator: "\n").last else { return false }
        return body.text?.contains(line) ?? false
    }
}

extension String {
    /// Marketplaces may set line breaks their own way, and Amazon's answers end with the order number.
    fileprivate func beginsWithWords(of other: String) -> Bool {
        split(whereSeparator: \.isWhitespace).starts(with: other.split(whereSeparator: \.isWhitespace))
    }
}
