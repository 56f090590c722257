/// Finishes what was begun even if the task around it is cancelled meanwhile: a post, and the commit of what came of it,
/// must not be torn apart by a shutdown.
func shielded<Value: Sendable>(_ body: @Sendable @escaping () async throws -> Value) async throws -> Value {
    try await Task { try await body() }.value
}
