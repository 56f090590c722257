extension IMAPSession {
    /// Whether ``select(_:since:known:readOnly:)`` costs one round trip and tells only what changed.
    public var canResync: Bool { enabled.contains("QRESYNC") }

    /// Opens a folder that is known up to `position` and tells what changed since, as cheaply as the server allows: with
    /// QRESYNC in the same round trip; with CONDSTORE by the rows that changed and a list of what is still there; else by
    /// reading all flags. RFC 7162, RFC 9051 §6.4.5.
    ///
    /// - Parameters:
    ///   - known: The UIDs that the client holds; with QRESYNC they need not be given.
    /// - Returns: Changes are nil if the folder is not the one that was known (other UIDVALIDITY).
    public func select(
        _ mailbox: MailboxName, since position: SyncPosition, known: UIDSet = UIDSet(), readOnly: Bool = false
    ) async throws(IMAPError) -> (folder: SelectedMailbox, changes: FolderChanges?) {
        try await inTurn { () async throws(IMAPError) in
            var report = ChangesReport()
            if canResync {
                let folder = try await open(mailbox, readOnly: readOnly, .changes(since: position)) {
                    report.receive($0)
                }
                let isTold = folder.uidValidity == position.uidValidity && folder.highestModSequence != nil
                if isTold {
                    // What is new has been told with the rest.
                    hasNews = false
                    return (folder, report.changes)
                }
                guard folder.uidValidity == position.uidValidity else { return (folder, nil) }
                return (folder, try await compare(known, since: nil))
            }
            let hasSequences = capabilities.contains("CONDSTORE")
            let folder = try await open(mailbox, readOnly: readOnly, hasSequences ? .condstore : nil)
            guard folder.uidValidity == position.uidValidity else { return (folder, nil) }
            let since = folder.highestModSequence == nil ? nil : position.modSequence
            return (folder, try await compare(known, since: since))
        }
    }

    /// The open folder against what is known of it.
    private func compare(_ known: UIDSet, since modSequence: UInt64?) async throws(IMAPError) -> FolderChanges {
        var report = ChangesReport()
        hasNews = false
        let all = UIDSet(from: .first)
        let fetch: Command =
            modSequence.map { .uidFetch(all, "UID FLAGS", changedSince: $0) } ?? .uidFetch(all, "UID FLAGS")
        try await run(fetch, timeout: options.commandTimeout) { report.receive($0) }
        var changes = report.changes
        if known.isEmpty { return changes }
        var present = UIDSet(changes.rows.map(\.uid))
        if modSequence != nil {
            var found = FoundUIDs()
            let search = Command.uidSearch("UID \(all)", extended: capabilities.contains("ESEARCH"))
            try await run(search, timeout: options.commandTimeout) { found.receive($0) }
            guard let uids = found.uids else {
                throw fail(IMAPError(.protocolViolation, "SEARCH found more than can be"))
            }
            present = UIDSet(uids)
        }
        changes.vanished = known.subtracting(present)
        return changes
    }
}
