import IMAPClient

extension FolderWatcher {
    /// Watches while `body` runs.
    func watching<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        let run = Task { await self.run() }
        do {
            let result = try await body()
            run.cancel()
            await run.value
            return result
        } catch {
            run.cancel()
            await run.value
            throw error
        }
    }
}
