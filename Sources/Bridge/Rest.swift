/// Rests behind a round of work that began at `start`: `rounds` times as long as it took, at most `limit`. What comes
/// meanwhile is done together in the next round. Ends early if the task is cancelled.
func rest(_ rounds: Int, atMost limit: Duration, since start: ContinuousClock.Instant) async {
    try? await Task.sleep(for: min(start.duration(to: .now) * rounds, limit))
}
