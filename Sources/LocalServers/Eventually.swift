/// Waits until `condition` holds; throws after `deadline`. For states of other processes, which nothing announces.
///
/// - Parameter pause: Between two looks.
public func eventually(
    _ what: String, within deadline: Duration = .seconds(60), every pause: Duration = .milliseconds(5),
    _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + deadline
    while try await !condition() {
        guard ContinuousClock.now < end else { throw SupportError("not within \(deadline): \(what)") }
        try await Task.sleep(for: pause)
    }
}
