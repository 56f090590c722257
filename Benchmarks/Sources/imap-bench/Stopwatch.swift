import Glibc

/// Wall time and processor time of this process since it was made.
struct Stopwatch {
    private let start = ContinuousClock.now
    private let startCPU = Self.processorSeconds

    /// `seconds=… cpu=…`
    var figures: String {
        let wall = start.duration(to: .now).components
        let seconds = Double(wall.seconds) + Double(wall.attoseconds) / 1e18
        return "seconds=\(decimal(seconds)) cpu=\(decimal(Self.processorSeconds - startCPU))"
    }

    private static var processorSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    /// Six decimals, never with an exponent.
    private func decimal(_ value: Double) -> String {
        let micros = Int(value * 1e6)
        let fraction = String(micros % 1_000_000)
        return "\(micros / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
    }
}

/// Nanoseconds of the clock that Python calls `time.monotonic_ns`.
func monotonicNanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// Writes a line at once, whatever standard output is.
func say(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
}
