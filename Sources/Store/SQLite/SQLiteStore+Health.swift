extension SQLiteStore {
    public func proveWritable() async throws(StoreError) { try await write { _ in } }
}
