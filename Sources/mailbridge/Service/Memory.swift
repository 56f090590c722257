import CMalloc

/// Keeps the memory of a service that mostly waits small.
enum Memory {
    /// Few arenas: threads come and go here, and each arena keeps what it once held. Call before the first thread starts.
    static func limitArenas() { mallopt(M_ARENA_MAX, 2) }

    /// Gives what was needed for a burst of work back to the system, every now and then; a few milliseconds each time.
    static func trim(every pause: Duration) async {
        while !Task.isCancelled {
            // Cancellation ends the pause, and the loop with it.
            try? await Task.sleep(for: pause)
            malloc_trim(0)
        }
    }
}
