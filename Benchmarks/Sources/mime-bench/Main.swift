import Glibc
import MIME
import Measuring

/// Reads mails as a program does that wants all of them: `mime-bench ROUNDS DIR-OR-FILE…`
///
/// All mails lie in memory before the first round. A round parses every mail on one thread and decodes every field, every
/// text to Unicode and every other leaf to bytes; the best round counts. One further round, not timed, counts what was
/// found. `PER_FILE=1` prints that of each mail, `NO_CHECK=1` leaves it out.
@main
struct Main {
    static func main() {
        guard CommandLine.arguments.count > 2, let rounds = Int(CommandLine.arguments[1]) else {
            let usage = "usage: mime-bench ROUNDS DIR-OR-FILE...\n"
            _ = write(STDERR_FILENO, usage, usage.utf8.count)
            exit(64)
        }
        let mails = CommandLine.arguments.dropFirst(2).flatMap { MailFile.all(at: $0) }
        let bytes = mails.reduce(0) { $0 + $1.bytes.count }
        let before = Memory.peakKilobytes
        var best = Double.infinity
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            for mail in mails { readAll(of: mail.bytes) }
            let spent = start.duration(to: .now)
            best = min(best, Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18)
        }
        let peak = Memory.peakKilobytes
        let total = getenv("NO_CHECK") == nil ? findings(in: mails) : Findings()
        let megabytes = Double(bytes) / 1e6
        print(
            "mailbridge messages=\(mails.count) bytes=\(bytes) seconds=\(decimal(best, 4))",
            "MB/s=\(decimal(megabytes / best, 1)) msg/s=\(decimal(Double(mails.count) / best, 0))",
            "rss_before_kb=\(before) peak_rss_kb=\(peak) failed=0", total.summary)
    }

    private static func findings(in mails: [MailFile]) -> Findings {
        let showsEach = getenv("PER_FILE") != nil
        var total = Findings()
        for mail in mails {
            let found = Findings(mail.bytes)
            if showsEach { print("\(mail.name)\t\(mail.bytes.count)\t\(found.row)") }
            total.add(found)
        }
        return total
    }
}

/// What a round does with one mail.
@inline(never)
private func readAll(of bytes: [UInt8]) {
    let message = Message(parsing: bytes)
    keep(message.subject)
    keep(message.date)
    for part in message.parts {
        for field in message.header(of: part).fields { keep(field.text) }
        guard part.isLeaf else { continue }
        if part.isText { keep(message.text(of: part)) } else { keep(message.content(of: part)) }
    }
}
