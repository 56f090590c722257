import Domain
import Foundation
import GRDB
import Reports
import Routing
import Store

/// `store-bench FILE [TICKETS=1000000] [TIMES=200] [ONLY=text]`: fills FILE if it is not there, and measures what people
/// wait for; with ONLY, the questions whose names hold that.
@main
struct Main {
    static let listLimit = Duration.milliseconds(20)
    static let reportLimit = Duration.seconds(3)

    static func main() async throws {
        let words = CommandLine.arguments.dropFirst()
        guard let path = words.first(where: { !$0.contains("=") }) else {
            print("usage: store-bench FILE [TICKETS=1000000] [TIMES=200] [ONLY=text]")
            exit(EX_USAGE)
        }
        func number(_ name: String, _ fallback: Int) -> Int {
            words.first { $0.hasPrefix("\(name)=") }.flatMap { Int($0.dropFirst(name.count + 1)) } ?? fallback
        }
        let tickets = number("TICKETS", 1_000_000)
        let times = number("TIMES", 200)
        let only = words.first { $0.hasPrefix("ONLY=") }.map { $0.dropFirst(5) } ?? ""
        let end = Timestamp(seconds: 1_795_341_600)
        if !FileManager.default.fileExists(atPath: path) { try fill(path, tickets, end) }
        let opening = ContinuousClock().now
        let store = try SQLiteStore(path: path)
        row("figure", "measured", "target")
        row("open a store of \(tickets) tickets", shown(ContinuousClock().now - opening))

        var missed = 0
        for (name, ask) in questions(store, tickets) + loops(store, tickets) where only.isEmpty || name.contains(only) {
            var samples: [Duration] = []
            var found = 0
            for run in 0..<times {
                let start = ContinuousClock().now
                found = try await ask(run)
                samples.append(ContinuousClock().now - start)
            }
            samples.sort()
            let late = samples[min(samples.count - 1, samples.count * 99 / 100)]
            if late > listLimit { missed += 1 }
            row(
                "\(name), p50, p99 (finds \(found))", "\(shown(samples[samples.count / 2])), \(shown(late))",
                "p99 <= 20 ms", late <= listLimit)
        }
        if only.isEmpty || "report".contains(only) { missed += try await report(store, end) }
        if missed > 0 { exit(EX_SOFTWARE) }
    }

    /// How many targets it missed.
    private static func report(_ store: SQLiteStore, _ end: Timestamp) async throws -> Int {
        let zone = try TimeZoneRules(
            name: "Europe/Berlin", tzif: [UInt8](Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))))
        let plan = ReportPlan(
            since: end - .seconds(365 * 86_400), until: end, zone: zone,
            marketplaces: Fill.marketplaces.map { ReportPlan.Marketplace(name: MarketplaceName($0), zone: zone) },
            now: end)
        let start = ContinuousClock().now
        let report = try await store.report(plan)
        let took = ContinuousClock().now - start
        row("report of a year (\(report.total.answers.count) answers)", shown(took), "<= 3 s", took <= reportLimit)
        return took > reportLimit ? 1 : 0
    }

    private static func fill(_ path: String, _ tickets: Int, _ end: Timestamp) throws {
        try SQLiteStore(path: path).close()
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000")
        }
        let start = ContinuousClock().now
        let pool = try DatabasePool(path: path, configuration: configuration)
        try Fill(tickets: tickets, end: end.milliseconds).run(pool)
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try pool.close()
        FileHandle.standardError.write(
            Data("filled with \(tickets) tickets in \(shown(ContinuousClock().now - start))\n".utf8))
    }

    private static func questions(
        _ store: SQLiteStore, _ tickets: Int
    ) -> [(String, (Int) async throws -> Int)] {
        func list(_ change: @escaping (inout TicketQuery) -> Void) -> (Int) async throws -> Int {
            { run in
                var query = TicketQuery()
                change(&query)
                return try await store.tickets(query).count
            }
        }
        return [
            ("ticket list", list { _ in }),
            ("--state open", list { $0.state = .open }),
            ("--state pending --marketplace bol", list { ($0.state, $0.marketplace) = (.pending, "bol") }),
            (
                "--state closed --owner anna --kind return",
                list { ($0.state, $0.owner, $0.kind) = (.closed, "anna", .return) }
            ),
            ("--tag vip", list { $0.tag = "vip" }),
            ("--tag rare --state open", list { ($0.tag, $0.state) = ("rare", .open) }),
            (
                "--since --until, a day half a year ago",
                list {
                    $0.since = Timestamp(seconds: 1_795_341_600 - 183 * 86_400)
                    $0.until = Timestamp(seconds: 1_795_341_600 - 182 * 86_400)
                }
            ),
            ("--after, half way", list { $0.after = TicketID(Int64(tickets / 2)) }),
            ("--due", list { $0.order = .deadline }),
            ("--text paket", list { $0.text = SearchText("paket") }),
            ("--text \"grösse farbe umtausch\"", list { $0.text = SearchText("grösse farbe umtausch") }),
            ("--text 4711", list { $0.text = SearchText("4711") }),
            ("--text Rückgabe --state open", list { ($0.text, $0.state) = (SearchText("Rückgabe"), .open) }),
            ("by order", { run in try await store.tickets(order: OrderNumber("\(run * 37 % tickets + 1)-A")).count }),
            ("by number", { run in try await store.ticket(TicketID(Int64(run * 37 % tickets + 1))) == nil ? 0 : 1 }),
            ("its messages", { run in try await store.messages(of: TicketID(Int64(run * 37 % tickets + 1))).count }),
        ]
    }

    /// What the service asks by itself, many times a minute.
    private static func loops(
        _ store: SQLiteStore, _ tickets: Int
    ) -> [(String, (Int) async throws -> Int)] {
        let now = Timestamp(seconds: 1_795_341_600)
        return [
            ("loop: the next post", { _ in try await store.claimPost(marketplace: "bol", at: now) == nil ? 0 : 1 }),
            ("loop: when it is due", { _ in try await store.nextPostTime(marketplace: "bol") == nil ? 0 : 1 }),
            (
                "loop: a post in doubt",
                { _ in try await store.dueUncertain(marketplace: "bol", at: now) == nil ? 0 : 1 }
            ),
            ("loop: held answers", { _ in try await store.heldAnswers().count }),
            ("loop: tickets with problems", { _ in try await store.ticketsWithProblems().count }),
            ("loop: problems", { _ in try await store.teamProblems(failedSince: now - .seconds(86_400)).failed }),
            ("loop: the next ticket mails", { _ in try await store.claimTicketMails(at: now, limit: 20).count }),
            (
                "loop: the ticket of a thread",
                { run in
                    let number = run * 37 % tickets + 1
                    let name = MarketplaceName(Fill.marketplaces[number % Fill.marketplaces.count])
                    return try await store.ticket(
                        marketplace: name, order: OrderNumber("\(number)-A"), thread: ThreadID("t\(number)")) == nil
                        ? 0 : 1
                }
            ),
            (
                "loop: whether a mail is known",
                { run in
                    let key = MailKey(account: "shop", folder: "INBOX", uidValidity: 1, uid: UInt32(tickets + run + 1))
                    return try await store.duplicate(of: key, messageID: "n\(run)@market", contentHash: "00") == nil
                        ? 0 : 1
                }
            ),
            (
                "loop: a folder's history",
                { _ in try await store.folderHistory(account: "shop", folder: "INBOX").count }
            ),
            (
                "loop: old journal",
                { _ in try await store.eraseJournal(before: now - .seconds(366 * 86_400), limit: 500) }
            ),
        ]
    }

    private static func row(_ figure: String, _ measured: String, _ target: String = "", _ isMet: Bool = true) {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(2, width - text.count))
        }
        print(padded(figure, 62) + padded(measured, 20) + target + (isMet ? "" : "   MISSED"))
    }

    private static func shown(_ duration: Duration) -> String {
        let microseconds = duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
        return microseconds < 1_000_000
            ? "\(microseconds / 1000).\(microseconds / 100 % 10) ms"
            : "\(microseconds / 1_000_000).\(microseconds / 100_000 % 10) s"
    }
}
