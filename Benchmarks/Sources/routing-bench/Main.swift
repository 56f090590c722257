import Domain
import FoundationEssentials
import Glibc
import Routing

/// Deadlines and routes, on one core and without any I/O.
///
///     routing-bench clocks|routing [ROUNDS=5]
///
/// The best round counts, by processor time. Exit code 70 if a target is missed.
@main struct RoutingBench {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        let rounds = arguments.lazy.compactMap { $0.hasPrefix("ROUNDS=") ? Int($0.dropFirst(7)) : nil }.first ?? 5
        var table = Table()
        switch arguments.first {
        case "clocks": ClockBench(rounds: rounds).run(&table)
        case "routing": RouteBench(rounds: rounds).run(&table)
        default:
            print("usage: routing-bench clocks|routing [ROUNDS=5]")
            exit(64)
        }
        exit(table.isMissed ? 70 : 0)
    }
}

/// Rows of figure, value and target.
struct Table {
    private(set) var isMissed = false

    init() { row("figure", "measured", "target", true) }

    mutating func row(_ figure: String, _ measured: String, _ target: String, _ isMet: Bool) {
        let columns = figure.padded(52) + measured.padded(24) + target
        print(isMet ? columns : columns + "   MISSED")
        if !isMet { isMissed = true }
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

/// The shortest of several rounds, in seconds of this thread's processor time: what else the machine does hardly counts.
func best(of rounds: Int, _ body: () -> Void) -> Double {
    (0..<max(1, rounds)).map { _ in
        let start = processorTime()
        body()
        return processorTime() - start
    }.min() ?? 0
}

private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
