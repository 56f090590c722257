import Domain
import FoundationEssentials
import Glibc
import Marketplaces
import Transport

/// Answers through one connector against the sandbox, which runs as a process of its own and keeps no limits.
///
///     posts-bench PROGRAM [SECONDS=10] [TOGETHER=8]
@main struct PostsBench {
    private static let wantedRate = 200.0
    private static let allowedMegabytes = 30.0

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let program = arguments.first else {
            finish("usage: posts-bench PROGRAM [SECONDS=10] [TOGETHER=8]", 64)
        }
        let seconds = number("SECONDS", in: arguments) ?? 10
        let together = number("TOGETHER", in: arguments) ?? 8

        let sandbox = try SandboxProcess(program)
        defer { sandbox.stop() }
        let http = HTTPClient(HTTPClientOptions(userAgent: "mailbridge/bench"))
        let settings = MarketplaceSettings(
            name: "conrad", connector: .mirakl, mode: .live, url: "http://127.0.0.1:\(sandbox.port)/mirakl",
            credentials: .apiKey(Secret(sandbox.miraklKey)), clock: "conrad")
        let connector = try makeConnector(settings, http: http, smtp: nil)
        // A conversation is read before it is answered: many short ones are as in earnest.
        let conversations = try await sandbox.conversations(400, http)
        _ = await connector.post(post(0, in: conversations[0]))

        let idle = Memory.resident
        let start = ContinuousClock.now
        let cpu = Memory.processorTime
        let end = start + .seconds(seconds)
        let load = Load(connector: connector, conversations: conversations, end: end)
        let sent = await load.run(together)
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        let rate = Double(sent) / elapsed
        let more = Double(max(load.peak, Memory.resident) - idle) / 1_048_576
        let work = (Memory.processorTime - cpu) / elapsed * 100
        row(
            "answers through one connector (Mirakl), \(together) at a time", "\(Int(rate)) a second", ">= 200",
            rate >= wantedRate)
        row("memory over idle meanwhile", "\(tenths(more)) MB", "<= 30 MB", more <= allowedMegabytes)
        row("processor time meanwhile", "\(Int(work)) % of a core", "", true)
        http.shutdown()
        sandbox.stop()
        exit(rate >= wantedRate && more <= allowedMegabytes ? 0 : 70)
    }

    nonisolated static func post(_ number: Int, in conversation: (id: String, order: String)) -> Post {
        Post(
            thread: ThreadID(conversation.id), order: OrderNumber(conversation.order),
            text: "Guten Tag,\n\nIhr Paket ist unterwegs.\n\nViele Grüße, Nr. \(number)", intendedAt: systemTime(),
            key: "bench-\(number)")
    }

    private static func number(_ name: String, in arguments: ArraySlice<String>) -> Int? {
        arguments.lazy.compactMap { $0.hasPrefix("\(name)=") ? Int($0.dropFirst(name.count + 1)) : nil }.first
    }

    private static func row(_ name: String, _ value: String, _ target: String, _ isMet: Bool) {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
        print(padded(name, 62) + padded(value, 20) + target + (isMet ? "" : "   MISSED"))
    }

    private static func tenths(_ value: Double) -> String { "\(Int(value * 10) / 10).\(Int(value * 10) % 10)" }
}

func finish(_ text: String, _ code: Int32) -> Never {
    FileHandle.write(text)
    exit(code)
}

/// Standard error.
enum FileHandle {
    static func write(_ text: String) {
        let bytes = Array("posts-bench: \(text)\n".utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    }
}
