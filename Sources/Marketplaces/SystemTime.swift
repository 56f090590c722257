public import Domain
import Glibc

/// The machine's clock: for signatures and dates of mails. Everything that decides takes its time as an argument.
@Sendable public func systemTime() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
}
