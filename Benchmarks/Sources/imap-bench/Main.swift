import Glibc

/// Our side of `make bench-imap`; each mode ends with one line of figures. `Benchmarks/imap` starts the server.
///
///     imap-bench fetch|take|discard|idle|append|resync plain|tls PORT CAFILE USER [NUMBER…]
@main
struct Main {
    static func main() async {
        let words = CommandLine.arguments
        guard words.count > 5, let port = UInt16(words[3]) else { end("usage: see Main.swift", 64) }
        let place = Place(usesTLS: words[2] == "tls", port: port, caFile: words[4], user: words[5])
        let numbers = words.dropFirst(6).compactMap { Int($0) }
        do {
            switch (words[1], numbers.count) {
            case ("fetch", 0): try await FetchRun(place, reads: true).run()
            case ("take", 0): try await FetchRun(place, reads: false).run()
            case ("discard", 2): try await DiscardRun(place, mails: numbers[0], batch: numbers[1]).run()
            case ("idle", 1): await IdleRun(place, mailboxes: numbers[0]).run()
            case ("append", 3):
                try await AppendRun(place, mails: numbers[0], size: numbers[1], group: numbers[2]).run()
            case ("resync", 2):
                try await ResyncRun(place, uidValidity: numbers[0], modSequence: numbers[1]).run()
            default: end("usage: see Main.swift", 64)
            }
        } catch {
            end("\(error)", 1)
        }
    }

    private static func end(_ text: String, _ code: Int32) -> Never {
        let line = "imap-bench: \(text)\n"
        _ = write(STDERR_FILENO, line, line.utf8.count)
        exit(code)
    }
}
