/// Finishes what was begun even if the task around it is cancelled meanwhile: a post, and the commit of what came of it,
/// must not be torn apart by a shutdown.
func shielded<Value: Sendable>(_ body: @Sendable @escaping () async throws -> Value) async throws -> Value {
    try await Task { try await body() }.value
}

/// Lets a call go on for a while when the task that waits for it is cancelled, and then cancels the call.
func outliving<Value: Sendable>(by patience: Duration, _ call: @Sendable @escaping () async -> Value) async -> Value {
    let task = Task { await call() }
    return await withTaskCancellationHandler {
        await task.value
    } onCancel: {
        Task {
            // Nobody cancels this pause.
            try? await Task.sleep(for: patience)
            task.cancel()
        }
    }
}
