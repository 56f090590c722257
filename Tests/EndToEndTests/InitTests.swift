import Domain
import FoundationEssentials
import Glibc
import MIME
import Sandbox
import TestSupport
import Testing

/// The set-up assistant, from nothing to the first answer.
@Suite("init", .serialized, .enabled(if: Shop.isAvailable))
struct InitTests {
    /// The answers for a shop, in a file.
    private func answers(for shop: Shop, password: String? = nil, more: String = "") async throws -> String {
        let secrets = ["given-mailbox": Shop.password, "given-key": shop.stand.miraklKey.reveal()]
        for (name, secret) in secrets { chmod(try shop.directory.write("\(secret)\n", to: name), 0o600) }
        let password = password ?? "{ file = \"\(shop.directory.path)/given-mailbox\" }"
        return try shop.directory.write(
            """
            [mailbox]
            address = "\(Shop.mailboxUser)"
            host = "localhost:\(shop.dovecot.imapsPort)"
            password = \(password)
            ca_file = "\(shop.dovecot.caFile)"
            authserv_id = "\(shop.stand.authservID)"
            [submission]
            host = "smtp://localhost:\(shop.dovecot.submissionPort)"
            [[marketplace]]
            connector = "mirakl"
            name = "conrad"
            url = "\(await shop.sandbox.miraklURL)"
            api_key = { file = "\(shop.directory.path)/given-key" }
            [[agent]]
            address = "\(Shop.anna)"
            \(more)
            """, to: "answers.toml")
    }

    private func mode(of path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    /// Where a set-up of its own goes, beside the shop's configuration.
    private func place(in shop: Shop) -> (options: [String], configuration: String, secrets: String) {
        let directory = "\(shop.directory.path)/new"
        return (
            ["--config", "\(directory)/config.toml", "--store", "\(directory)/state/mailbridge.db"],
            "\(directory)/config.toml", "\(directory)/secrets"
        )
    }

    @Test("from a file of answers to the first answer at the marketplace")
    func firstAnswer() async throws {
        let shop = try await Shop.open()
        let (options, configuration, secrets) = place(in: shop)
        let made = try await mailbridge(
            ["init", "--answers", try await answers(for: shop)] + options, in: shop.directory)
        #expect(made.status == 0, "\(made)")
        #expect(made.output.contains("ok\tmailbox\tservice login\tlogin ok"))
        #expect(made.output.contains("ok\tsubmission\tlocalhost\tlogin ok"))
        #expect(made.output.contains("ok\tmarketplace\tconrad\t"))
        #expect(made.output.contains("serve --config \(configuration)"))
        #expect(made.output.contains("--probe also finds out"))
        // Even where the service has an account: no unit reads what lies here.
        #expect(mode(of: configuration) == 0o600)
        #expect(mode(of: secrets) == 0o700)
        #expect(mode(of: "\(secrets)/mailbox") == 0o600)
        #expect(mode(of: "\(secrets)/conrad-api-key") == 0o600)
        for text in [made.output, made.errors, readText(configuration)] {
            #expect(!text.contains(Shop.password))
            #expect(!text.contains(shop.stand.miraklKey.reveal()))
        }
        for command in ["check-config", "doctor"] {
            let result = try await mailbridge([command, "--config", configuration], in: shop.directory)
            #expect(result.status == 0, "\(command): \(result)")
        }

        // It begins in shadow mode; then live, as the last words of init say.
        let text = readText(configuration)
        #expect(text.contains("\nmode = \"shadow\""))
        try shop.directory.write(
            text.replacing("mode = \"shadow\"", with: "mode = \"live\"\ngrace = \"0s\""), to: "new/config.toml")
        let service = try Service(
            [Program.path], configuration: configuration, log: "\(shop.directory.path)/new.log", number: 1)
        try await service.wait(for: "mail-connected")
        let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
        try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
        try await eventually("the answer stands at the marketplace") {
            try service.check()
            return await shop.answers(in: receipt.conversation).map(\.text) == ["The canary comes tomorrow."]
        }
        #expect(try await service.end().status == 0)
        await shop.sandbox.stop()
    }

    @Test("options instead of a file, one JSON object a line")
    func options() async throws {
        let shop = try await Shop.open()
        let (options, configuration, _) = place(in: shop)
        _ = try await answers(for: shop)
        let arguments =
            [
                "init", "--mailbox-address", Shop.mailboxUser, "--mailbox-host",
                "localhost:\(shop.dovecot.imapsPort)", "--ca-file", shop.dovecot.caFile, "--password-file",
                "\(shop.directory.path)/given-mailbox", "--authserv-id", shop.stand.authservID, "--submission-host",
                "none", "--marketplace", "mirakl", "--set", "url=\(await shop.sandbox.miraklURL)", "--set",
                "shown_name=Conrad", "--secret", "api_key=\(shop.directory.path)/given-key", "--agent", Shop.anna,
                "--agent", Shop.ben,
            ] + options
        let made = try await mailbridge(arguments + ["--json"], in: shop.directory)
        #expect(made.status == 0, "\(made)")
        #expect(made.lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
        #expect(made.output.contains("\"path\":\"\(configuration)\""))
        let shown = try await mailbridge(["show-config", "--config", configuration], in: shop.directory)
        #expect(shown.output.contains("shown_name = \"Conrad\""))
        #expect(shown.output.contains(Shop.ben))
        #expect(!shown.output.contains("[submission]"))

        // Nothing is promised that cannot be had, and what is asked for and cannot be had is told.
        let again = try await mailbridge(arguments + ["--batch", "--force", "--no-test"], in: shop.directory)
        #expect(again.status == 0 && again.output.contains("doctor --config"), "\(again)")
        #expect(!again.output.contains("--probe"))
        let probe = try await mailbridge(["doctor", "--probe", "--config", configuration], in: shop.directory)
        #expect(probe.status == 1, "\(probe)")
        let line = try #require(probe.lines.first { $0.contains(" forged-results\t") })
        #expect(line.hasPrefix("WRONG\tmailbox\t") && line.contains("\tnot probed: without [submission] "), "\(line)")
        #expect(line.contains("\tcure: add [submission]"))
        await shop.sandbox.stop()
    }

    @Test("nothing is written when a test fails, unless nobody wants tests")
    func failingTest() async throws {
        let shop = try await Shop.open()
        let (options, configuration, _) = place(in: shop)
        chmod(try shop.directory.write("wrong\n", to: "wrong"), 0o600)
        let file = try await answers(for: shop, password: "{ file = \"\(shop.directory.path)/wrong\" }")
        let failed = try await mailbridge(["init", "--answers", file] + options, in: shop.directory)
        #expect(failed.status == 1, "\(failed)")
        #expect(failed.output.contains("WRONG\tmailbox\tservice login"))
        #expect(failed.output.contains("cure: check user and password"))
        #expect(failed.errors.contains("nothing was written"))
        #expect(access(configuration, F_OK) != 0)
        let made = try await mailbridge(["init", "--answers", file, "--no-test"] + options, in: shop.directory)
        #expect(made.status == 0, "\(made)")
        #expect(access(configuration, F_OK) == 0)
        await shop.sandbox.stop()
    }

    @Test("what is there is replaced by consent only")
    func consent() async throws {
        let shop = try await Shop.open()
        let (options, configuration, secrets) = place(in: shop)
        let arguments = ["init", "--answers", try await answers(for: shop), "--no-test"] + options
        #expect(try await mailbridge(arguments, in: shop.directory).status == 0)
        let first = readText(configuration)
        let refused = try await mailbridge(arguments, in: shop.directory)
        #expect(refused.status == 73, "\(refused)")
        #expect(refused.errors.contains("--force"))
        unlink(configuration)
        try shop.directory.write("other\n", to: "new/secrets/mailbox")
        let clash = try await mailbridge(arguments, in: shop.directory)
        #expect(clash.status == 73, "\(clash)")
        #expect(clash.errors.contains("\(secrets)/mailbox: another secret"))
        #expect(readText("\(secrets)/mailbox") == "other\n")
        try shop.directory.write("# mine\n", to: "new/config.toml")
        #expect(try await mailbridge(arguments + ["--force"], in: shop.directory).status == 0)
        #expect(readText(configuration) == first)
        #expect(readText("\(configuration).old") == "# mine\n")
        #expect(readText("\(secrets)/mailbox") == "\(Shop.password)\n")
        await shop.sandbox.stop()
    }

    @Test("a disk that is full leaves the old configuration where it was")
    func fullDisk() async throws {
        let shop = try await Shop.open()
        let (options, configuration, _) = place(in: shop)
        let arguments = ["init", "--answers", try await answers(for: shop), "--no-test"] + options
        #expect(try await mailbridge(arguments, in: shop.directory).status == 0)
        try shop.directory.write("# mine\n", to: "new/config.toml")
        // No file may become longer than a block, which secrets do not need and the configuration does.
        let limited = #"trap "" XFSZ; ulimit -f 1; exec "$@""#
        let failed = try await run(
            "sh", ["-c", limited, "sh", Program.path] + arguments + ["--force"], in: shop.directory)
        #expect(failed.status == 74, "\(failed)")
        #expect(failed.errors.contains("\(configuration): File too large"), "\(failed)")
        #expect(readText(configuration) == "# mine\n")
        #expect(access("\(configuration).old", F_OK) != 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(shop.directory.path)/new").sorted()
        #expect(names == ["config.toml", "secrets", "state"])
        await shop.sandbox.stop()
    }

    @Test("answers that are wrong are all told with place and cure, and nothing is tried")
    func wrongAnswers() async throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(
            """
            [mailbox]
            adress = "shop@example.com"
            address = "shop"
            password = { file = "/no/such/file" }
            [[marketplace]]
            connector = "mirakel"
            """, to: "answers.toml")
        let result = try await mailbridge(
            ["init", "--answers", file, "--config", "\(directory.path)/new/config.toml"], in: directory)
        #expect(result.status == 65, "\(result)")
        for word in [
            "answers.toml:3:1: address: expected a mail address", "answers.toml:4:1: password: /no/such/file",
            "did you mean \"mirakl\"?", "unknown key \"adress\"; did you mean \"address\"?",
            "agent 1: address: there has to be an answer",
        ] { #expect(result.errors.contains(word), "\(word): \(result)") }
        #expect(access("\(directory.path)/new", F_OK) != 0)
    }

    @Test("a person is asked, told what is wrong, and asked again; what is typed as a secret is not shown")
    func conversation() async throws {
        let shop = try await Shop.open()
        let (options, configuration, _) = place(in: shop)
        let log = "\(shop.directory.path)/terminal.log"
        let command = ([Program.path, "init"] + options).map { "'\($0)'" }.joined(separator: " ")
        let terminal = try ChildProcess("script", ["-qefc", command, "/dev/null"], log: log)
        var seen = 0
        func answer(_ prompt: String, _ text: String) async throws {
            try await eventually("\(prompt) is asked") {
                if terminal.hasEnded { throw SupportError("it ended:\n\(readText(log))") }
                return readText(log).dropFirst(seen).contains("\(prompt)")
                    && readText(log).hasSuffix(": ")
            }
            seen = readText(log).count
            try terminal.tell(text)
        }
        try await answer("Language", "de")
        try await answer("Address of the mailbox", "service")
        try await answer("Address of the mailbox", Shop.mailboxUser)
        try await answer("IMAP server", "localhost:\(shop.dovecot.imapsPort)")
        try await answer("User name", "")
        try await answer("Password", "canary-wrong")
        try await answer("Folder", "")
        // The certificate is the test's own, the password wrong: all of it once more.
        try await answer("Other answers", "other")
        for _ in 0..<3 { try await answer("[", "") }
        try await answer("Password", Shop.password)
        try await answer("Folder", "")
        try await answer("certificates", "/no/such/file.pem")
        try await answer("certificates", shop.dovecot.caFile)
        try await answer("Does user", "")
        try await answer("Authentication-Results", shop.stand.authservID)
        try await answer("SMTP server", "none")
        try await answer("Marketplace", "mirakl")
        try await answer("portal", await shop.sandbox.miraklURL)
        try await answer("API key", shop.stand.miraklKey.reveal())
        try await answer("Further domains", "")
        try await answer("Short name", "conrad")
        try await answer("Another marketplace", "")
        try await answer("agent", Shop.anna)
        try await answer("Short name", "")
        try await answer("Language", "")
        try await answer("another agent", "")
        try await eventually("it ends") { terminal.hasEnded }
        let text = readText(log)
        #expect(text.contains("WRONG"))
        #expect(text.contains("a mail address such as"))
        #expect(text.contains("/no/such/file.pem: No such file"))
        #expect(!text.contains("canary-wrong"))
        #expect(!text.contains(Shop.password))
        #expect(!text.contains(shop.stand.miraklKey.reveal()))
        let check = try await mailbridge(["doctor", "--config", configuration], in: shop.directory)
        #expect(check.status == 0, "\(check)\n\(text)")
        await shop.sandbox.stop()
    }

    @Test("the host's name in Authentication-Results is found in the mails that are there")
    func proofFound() async throws {
        let shop = try await Shop.open()
        let (options, configuration, _) = place(in: shop)
        for number in 1...3 {
            try await shop.receive(BadMails.mail(from: "x\(number)@stranger.example", subject: "\(number)", text: "x"))
        }
        try await shop.waitForMails(3, in: "INBOX")
        let file = try await answers(for: shop)
        let text = readText(file).split(separator: "\n").filter { !$0.hasPrefix("authserv_id") }
        try shop.directory.write(text.joined(separator: "\n"), to: "answers.toml")
        let made = try await mailbridge(["init", "--answers", file] + options, in: shop.directory)
        #expect(made.status == 0, "\(made)")
        #expect(readText(configuration).contains("authserv_id = \"\(shop.stand.authservID)\""))
        await shop.sandbox.stop()
    }
}
