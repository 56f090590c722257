import Glibc

/// The target that the environment's FUZZ_TARGET names.
let target: FuzzTarget = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        stop("FUZZ_TARGET is none of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return target
}()

/// libFuzzer's entry: one input. What does not hold is printed and ends the process, so that the input is kept.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: data, count: count))
    let start = processorSeconds()
    let failures = target.failures(for: input)
    let seconds = processorSeconds() - start
    if !failures.isEmpty { stop(failures.map { "does not hold: \($0)" }.joined(separator: "\n")) }
    if seconds > mostSeconds(count) { stop("takes too long: \(seconds) s of processor time for \(count) bytes") }
    return 0
}

/// With sanitizers on and every input read in a dozen ways, time linear in its length stays far below this.
private func mostSeconds(_ count: Int) -> Double { 1 + Double(count) / 20_000 }

/// Of this thread, so that a busy machine makes no finds.
private func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func stop(_ reason: String) -> Never {
    let text = Array("FIND \(reason)\n".utf8)
    write(STDERR_FILENO, text, text.count)
    abort()
}
