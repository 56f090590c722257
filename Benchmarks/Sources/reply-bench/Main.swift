import Glibc
import MIME
import Measuring
import Replies

/// Cuts answers out of replies: `reply-bench ROUNDS DIR`
///
/// DIR has a folder for each reply, with the mail and the bodies of the ticket mail that it answers. All lie in memory before
/// the first round; one round that nobody counts warms up. Of each mail the median of its rounds counts. Then texts of quote
/// marks, each twice as long as the one before, show how time grows.
@main
struct Main {
    static func main() {
        let words = CommandLine.arguments.dropFirst()
        guard words.count == 2, let rounds = words.first.flatMap({ Int($0) }), rounds > 0, let folder = words.last
        else {
            fail("usage: reply-bench ROUNDS DIR", code: 64)
        }
        let cases = Case.all(below: folder)
        guard !cases.isEmpty else { fail("reply-bench: no replies in \(folder)", code: 66) }
        let known = cases.filter { $0.sentText != nil || $0.sentHTML != nil }
        report("replies", cases, rounds)
        report("answers", known, rounds)
        for piece in [">", ">\n", "> x\n"] { grow(piece) }
    }

    private static func report(_ name: String, _ cases: [Case], _ rounds: Int) {
        var times: [(time: Double, name: String)] = []
        for one in cases {
            keep(one.read())
            let measured = (0..<rounds).map { _ in milliseconds { keep(one.read()) } }.sorted()
            times.append((measured[rounds / 2], one.name))
        }
        times.sort { $0.time < $1.time }
        guard let last = times.last else { return }
        let p99 = times[min(times.count - 1, times.count * 99 / 100)].time
        print(
            "\(name) mails=\(times.count) median_ms=\(decimal(times[times.count / 2].time, 3)) p99_ms=\(decimal(p99, 3))",
            "max_ms=\(decimal(last.time, 3)) slowest=\(last.name)")
    }

    private static func grow(_ piece: String) {
        var shown: [String] = []
        for size in [256 << 10, 512 << 10, 1 << 20, 2 << 20] {
            let body = String(repeating: piece, count: size / piece.utf8.count)
            let mail = Array("From: agent@shop.example\r\n\r\n\(body)".utf8)
            var options = ExtractionOptions()
            options.textLimit = 4 << 20
            let time = milliseconds { keep(Message(parsing: mail).reply(options: options)) }
            shown.append("kib\(size >> 10)_ms=\(decimal(time, 1))")
        }
        print("growth of \(piece.debugDescription)", shown.joined(separator: " "))
    }

    /// Of this thread's processor time: what else the machine does must not count.
    private static func milliseconds(_ body: () -> Void) -> Double {
        let start = threadTime()
        body()
        return threadTime() - start
    }

    private static func threadTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
}
