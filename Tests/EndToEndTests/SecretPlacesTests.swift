import Domain
import FoundationEssentials
import Glibc
import MIME
import Sandbox
import TestSupport
import Testing

/// What the service knows and must not show, looked for wherever it writes. The log is looked through after each test of all
/// suites (`expectNoCanaries`).
@Suite("secrets and buyers' words", .serialized, .enabled(if: Shop.isAvailable))
struct SecretPlacesTests {
    @Test("passwords, keys and tokens stand in no store, no mail to agents, no metrics, no command's output")
    func secrets() async throws {
        let place = try TemporaryDirectory()
        let metrics = "\(place.path)/metrics"
        let options = ShopOptions(others: [.ebay, .bol], more: "[metrics]\nlisten = \"\(metrics)\"")
        try await withShop(try await Shop.open(options)) { shop in
            let (first, question) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: question.message, "Your canary comes tomorrow, Zerlina."))
            try await shop.report("receipt", first, at: .mirakl)
            let (other, mail) = try await shop.ask(.canary("Is the canary of the relay well?", at: .amazon))
            try await shop.send(AgentMail.reply(to: mail.message, "The canary of the relay sings."))
            try await shop.report("receipt", other, at: .amazon)
            // A marketplace that refuses the key: what the agent and the queue are told of it.
            await shop.sandbox.add(.once(.kaufland, "tickets.message", .status(401)))
            let (last, late) = try await shop.ask(.canary("Where is the third canary?", at: .kaufland))
            try await shop.send(AgentMail.reply(to: late.message, "The third canary is on its way."))
            try await shop.running.wait(for: "post-postponed")

            let secrets = shop.secrets
            #expect(secrets.count >= 8)
            // What shows that the search finds something.
            #expect(try !shop.traces(of: ["canary parcel"]).isEmpty)
            let traces = try shop.traces(of: secrets + ["Atza|"])
            #expect(traces.isEmpty, "in the store: \(traces)")

            var texts: [(place: String, text: String)] = []
            for folder in ["Marketplaces/Conrad", "Marketplaces/Amazon", "Marketplaces/Kaufland", "Marketplaces/Team"] {
                for mail in try await shop.client.mails(in: folder) where mail.kind != nil {
                    texts.append((folder, String(decoding: mail.message.bytes, as: UTF8.self)))
                }
            }
            #expect(texts.count >= 5)
            texts.append(("metrics", try await answer(at: metrics, to: "/metrics")))
            #expect(texts.last?.text.contains("mailbridge_posts_total") ?? false)
            for command in [
                ["show-config"], ["show-config", "--json"], ["doctor"], ["queue", "list", "--all", "--json"],
                ["ticket", "list", "--json"], ["ticket", "show", last.order], ["journal", "--access"], ["audit"],
                ["report"],
            ] {
                let result = try await mailbridge(command + ["--config", shop.configuration], in: shop.directory)
                #expect(!result.output.isEmpty, "\(command)")
                texts.append((command.joined(separator: " "), result.output + result.errors))
            }
            let pid = try #require(try shop.running.pid)
            texts += ["cmdline", "environ"].map { ($0, readText("/proc/\(pid)/\($0)")) }
            for (place, text) in texts {
                for secret in secrets + ["Atza|"] { #expect(!text.contains(secret), "\(place) has \(secret)") }
            }

            // Buyers stand in what agents get and admins ask for, not in what is scraped.
            let scraped = try await answer(at: metrics, to: "/metrics")
            for word in [first.order, other.order, last.order, "anary", "erlina", "@", "seller.example"] {
                #expect(!scraped.contains(word), "metrics have \(word)")
            }
        }
    }

    @Test("what the service and its commands write is for its user alone, whatever the umask is")
    func modes() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "Your canary comes tomorrow."))
            try await shop.report("receipt", receipt, at: .mirakl)
            let copy = "\(shop.directory.path)/copy.db"
            let export = "\(shop.directory.path)/export"
            let report = "\(shop.directory.path)/report.csv"
            for command in [
                ["backup", copy], ["export", "--order", receipt.order, "--output", export],
                ["report", "--format", "csv", "--output", report],
            ] {
                let arguments = ["-c", "umask 0; exec \"$@\"", "sh", Program.path] + command
                let done = try run("sh", arguments + ["--config", shop.configuration])
                #expect(done == 0, "\(command)")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: shop.directory.path)
            let kept = names.filter { $0.hasPrefix("mailbridge.db") }.sorted()
            #expect(kept.contains("mailbridge.db") && kept.contains("mailbridge.db-wal"))
            for name in kept { #expect(mode(of: "\(shop.directory.path)/\(name)") == 0o600, "\(name)") }
            #expect(mode(of: copy) == 0o600 && mode(of: report) == 0o600 && mode(of: export) == 0o700)
            for name in try FileManager.default.contentsOfDirectory(atPath: export) {
                #expect(mode(of: "\(export)/\(name)") == 0o600, "\(name)")
            }
        }
    }

    @Test("a service that crashes leaves no core dump, although it may")
    func coreDump() async throws {
        let shop = try await Shop.open()
        let service = try await shop.serve()
        let pid = try #require(service.pid)
        let limit = readText("/proc/\(pid)/limits").split(separator: "\n").first { $0.hasPrefix("Max core file size") }
        #expect(limit?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
        // What the filter of system calls sends; unlike other crashes it wakes no tracer of Swift's.
        #expect(try await service.end(SIGSYS).status == 128 + SIGSYS)
        #expect(try cores(in: shop.directory.path).isEmpty)
        await shop.sandbox.stop()

        // Another program leaves one there, where the system writes them beside their process at all.
        let script = "cd \"$1\" && ulimit -c unlimited && { sleep 60 & kill -SYS $!; wait $!; }"
        _ = try run("sh", ["-c", script, "sh", shop.directory.path])
        if try cores(in: shop.directory.path).isEmpty {
            print("SKIPPED: the core dump itself, since none are written here (kernel.core_pattern, ulimit -c)")
        }
    }

    private func cores(in directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.hasPrefix("core") }
    }

    private func mode(of path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    private func answer(at path: String, to target: String) async throws -> String {
        try await offPool {
            let socket = try LoopbackSocket(path: path)
            defer { socket.close() }
            try socket.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            var bytes: [UInt8] = []
            while let more = try? socket.receive(), !more.isEmpty { bytes += more }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}

extension Shop {
    /// All secrets of its configuration.
    fileprivate var secrets: [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: directory.path)
        return (names ?? []).filter { $0.hasSuffix(".secret") }.map { readText("\(directory.path)/\($0)") }
    }
}
