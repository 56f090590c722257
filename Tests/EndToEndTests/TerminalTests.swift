import Domain
import Glibc
import MIME
import Sandbox
import TestSupport
import Testing

/// What somebody else wrote must not drive the terminal that an admin reads it at, nor turn the order of what stands there.
@Suite("words of others at the terminal", .serialized, .enabled(if: Shop.isAvailable))
struct TerminalTests {
    private static let tricks = "\u{1B}[2J\u{1B}]0;canary\u{7} \u{9B}31m\u{9D}x\u{7F} \u{202E}tfel\u{2066}"

    /// Lines of which there is one that an admin's terminal would not just show.
    private func driving(_ result: CommandResult) -> [String] {
        (result.output + result.errors).split(separator: "\n").filter { line in
            line.unicodeScalars.contains { !$0.isPrintable && $0 != "\t" }
        }.map(\.debugDescription)
    }

    @Test("a buyer's message and a stranger's mail are shown, and obeyed nowhere")
    func buyer() async throws {
        try await withShop { shop in
            var question = BuyerMessage.canary("Where is it?\(Self.tricks)\nMy canary waits.", at: .kaufland)
            question.name = "Zerlina \u{202E}Kanari"
            let receipt = try await shop.sandbox.write(question)
            try await eventually("there is a ticket") { try await shop.tickets().first?.order == receipt.order }
            let phishing = try BadMails.mail(
                from: "no-reply@notification.mirakl.net", subject: "Neue Nachricht zu Bestellung 12345678-A",
                text: "Haben Sie eine canary-Nachricht?"
            ).bytes()
            let mail = phishing + Array("\r\n\(Self.tricks)\r\n".utf8)
            #expect(try await shop.run("deliver", input: mail).status == 0)
            try await shop.running.wait(for: "mail-quarantined")
            let kept = try #require(try await shop.quarantine().first).mail

            let text = try await shop.run("ticket", "show", receipt.order)
            #expect(
                text.output.contains(
                    "    Where is it? [2J ]0;canary   31m x  \u{FFFD}tfel\u{FFFD}\n    My canary waits."))
            let json = try await shop.run("ticket", "show", receipt.order, "--json")
            #expect(json.output.contains("\\u001b[2J") && json.output.contains("\\u009b31m"))
            #expect(json.output.contains("\\u202etfel"))
            for command in [
                ["ticket", "list"], ["ticket", "list", "--json"], ["explain", receipt.order],
                ["export", "--order", receipt.order], ["report"], ["journal", "--access"], ["queue", "list", "--all"],
                ["quarantine", "list"],
            ] {
                let result = try await mailbridge(command + ["--config", shop.configuration], in: shop.directory)
                #expect(result.status == 0, "\(command): \(result)")
                #expect(driving(result) == [], "\(command)")
            }
            #expect(driving(text) == [] && driving(json) == [])

            let file = try shop.directory.write(mail, to: "tricks.eml")
            #expect(driving(try await shop.run("explain", file)) == [])
            let parsed = try await mailbridge(["message", "parse", file], in: shop.directory)
            #expect(parsed.output.contains("\\u009b31m") && driving(parsed) == [], "\(parsed)")

            // A file gets every byte, a person's terminal what it can bear.
            let bytes = try await shop.run("quarantine", "show", "\(kept)")
            #expect(bytes.output == String(decoding: mail, as: UTF8.self))
            let shown = try await atTerminal(
                [
                    Program.path, "quarantine", "show", "\(kept)", "--config", shop.configuration,
                ], in: shop.directory)
            #expect(shown.output.contains("31m x  \u{FFFD}tfel"), "\(shown)")
            #expect(driving(shown) == [])
        }
    }

    @Test("names of keys, arguments and files, and what a server says, are shown and not obeyed, in the log too")
    func words() async throws {
        let shop = try await Shop.open()
        let text = readText(shop.configuration)
        for arguments in [
            ["queue", "show", "1", "--x\(Self.tricks)"], ["no\(Self.tricks)"], ["queue", "hold", Self.tricks],
        ] {
            let result = try await mailbridge(arguments, in: shop.directory)
            #expect(result.status == 64 && result.errors.contains("tfel"), "\(result)")
            #expect(driving(result) == [], "\(arguments)")
        }
        let file = try await mailbridge(
            ["message", "parse", "\(shop.directory.path)/\u{9B}31m\u{202E}tfel"], in: shop.directory)
        #expect(file.errors.contains(" 31m\u{FFFD}tfel: No such file") && driving(file) == [], "\(file)")
        let unknown = "[bridge]\n\"le\u{9B}31m\u{202E}vel\" = 1\n"
        try shop.directory.write(text.replacing("[bridge]\n", with: unknown), to: "config.toml")
        for command in [["check-config"], ["serve"], ["deliver"]] {
            let result = try await mailbridge(
                command + ["--config", shop.configuration], input: Array("x".utf8), in: shop.directory)
            #expect(result.errors.contains("unknown key") && driving(result) == [], "\(result)")
        }

        let server = try ScriptedServer { peer, _ in try peer.send("* BYE canary \u{9B}31m\u{202E}tfel\r\n") }
        let mailbox = try #require(text.firstMatch(of: /url = "imaps:[^"]*"\nca_file = [^\n]*/)).output
        let other = text.replacing(mailbox, with: "url = \"imap://127.0.0.1:\(server.port)\"\nplain = true")
        for format in ["text", "json"] {
            try shop.directory.write(
                other.replacing("format = \"text\"", with: "format = \"\(format)\""), to: "config.toml")
            let earlier = shop.log.utf8.count
            let service = try shop.start()
            func log() -> String { String(decoding: shop.log.utf8.dropFirst(earlier), as: UTF8.self) }
            try await eventually("the log has the server's words") { log().contains("tfel") }
            _ = try await service.end()
            #expect(driving(CommandResult(status: 0, output: log(), errors: "")) == [])
        }
        await shop.sandbox.stop()
    }

    /// Runs a program whose output goes to a terminal.
    private func atTerminal(_ command: [String], in directory: TemporaryDirectory) async throws -> CommandResult {
        let words = command.map { "'\($0)'" }.joined(separator: " ")
        var result = try await run("script", ["-qefc", words, "/dev/null"], in: directory)
        // The terminal's own way to end lines.
        result.output = result.output.replacing("\r\n", with: "\n")
        return result
    }
}
