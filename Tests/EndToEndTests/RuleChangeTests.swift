import Glibc
import Sandbox
import TestSupport
import Testing

@Suite("Other rules", .enabled(if: Shop.isAvailable))
struct RuleChangeTests {
    @Test("a replay shows what would go another way; a reload takes the rules, says what changed and moves deadlines")
    func change() async throws {
        try await withShop(ShopOptions(mode: "shadow")) { shop in
            let (_, _) = try await shop.ask(.canary(at: .mirakl))
            let rules = try shop.directory.write(
                Array(
                    """
                    [[route]]
                    name = "first"
                    when = { kind = "buyer-message" }
                    folder = "Elsewhere"
                    tags = ["x"]
                    [[clock]]
                    name = "conrad"
                    target = "24h"
                    counting = "calendar"
                    timezone = "Europe/Berlin"

                    """.utf8), to: "rules.toml")
            let replay = try await shop.run("replay", "--rules", rules)
            #expect(replay.status == 1, "\(replay)")
            let columns = replay.lines.map { $0.split(separator: "\t") }.compactMap { $0.count == 7 ? $0[4] : nil }
            #expect(columns == ["routes", "folder", "tags", "deadline"], "\(replay)")
            let same = try shop.directory.write(Array("".utf8), to: "same.toml")
            #expect(try await shop.run("replay", "--rules", same).status == 0)

            let good = readText(shop.configuration)
            try shop.directory.write(good + readText(rules), to: "config.toml")
            try await shop.running.send(SIGHUP)
            try await shop.running.wait(for: "configuration-changed", "what=route", "name=first", "change=added")
            try await shop.running.wait(for: "configuration-changed", "what=clock", "name=conrad", "change=changed")
            try await shop.running.wait(for: "deadline-moved", "ticket=1")
            try await shop.running.wait(for: "mail-connected", count: 2)
            let explained = try await shop.run("explain", "1")
            #expect(explained.output.contains("route \"first\": matched, kind is buyer-message"), "\(explained)")
            #expect(explained.output.contains("deadline"), "\(explained)")
            // It was filed before there was such a route.
            #expect(explained.output.contains("filed by no route; folder Marketplaces/Conrad; owner -"), "\(explained)")
        }
    }
}
