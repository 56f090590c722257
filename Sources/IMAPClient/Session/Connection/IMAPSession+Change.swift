extension IMAPSession {
    /// Moves mails out of the open folder: MOVE, or else COPY, `\Deleted` and UID EXPUNGE of just these. Without UIDPLUS
    /// they are only marked `\Deleted`, because a plain EXPUNGE would also remove the user's own deletions.
    ///
    /// Returns where they went, if the server tells. UIDs that are gone are no error.
    @discardableResult
    public func move(_ uids: UIDSet, to mailbox: MailboxName) async throws(IMAPError) -> CopiedUIDs? {
        try await inTurn { () async throws(IMAPError) in
            var moved: CopiedUIDs?
            for piece in uids.pieces {
                if capabilities.contains("MOVE") || capabilities.contains("IMAP4REV2") {
                    moved = merge(moved, try await transfer(.uidMove(piece, to: mailbox)))
                } else {
                    moved = merge(moved, try await transfer(.uidCopy(piece, to: mailbox)))
                    try await run(.uidStore(piece, .add, [.deleted]), timeout: options.commandTimeout)
                    if !capabilities.contains("UIDPLUS") { continue }
                    try await run(.uidExpunge(piece), timeout: options.commandTimeout)
                }
            }
            return moved
        }
    }

    /// Takes mails out of the open folder for good: `\Deleted` and UID EXPUNGE of just these. False without UIDPLUS: then they
    /// are only marked.
    public func delete(_ uids: UIDSet) async throws(IMAPError) -> Bool {
        try await inTurn { () async throws(IMAPError) in
            let canRemove = capabilities.contains("UIDPLUS") || capabilities.contains("IMAP4REV2")
            for piece in uids.pieces {
                try await run(.uidStore(piece, .add, [.deleted]), timeout: options.commandTimeout)
                if canRemove { try await run(.uidExpunge(piece), timeout: options.commandTimeout) }
            }
            return canRemove
        }
    }

    /// Sets flags without reading them back. Returns the flags that the folder does not keep; they were not sent.
    @discardableResult
    public func add(_ flags: [Flag], to uids: UIDSet) async throws(IMAPError) -> [Flag] {
        try await change(.add, flags, of: uids)
    }

    @discardableResult
    public func remove(_ flags: [Flag], from uids: UIDSet) async throws(IMAPError) -> [Flag] {
        try await change(.remove, flags, of: uids)
    }

    private func change(
        _ change: Command.FlagChange, _ flags: [Flag], of uids: UIDSet
    ) async throws(IMAPError) -> [Flag] {
        try await inTurn { () async throws(IMAPError) in
            let kept = flags.filter { selected?.keeps($0) ?? true }
            for piece in uids.pieces where !kept.isEmpty {
                try await run(.uidStore(piece, change, kept), timeout: options.commandTimeout)
            }
            return flags.filter { !kept.contains($0) }
        }
    }

    /// COPYUID comes untagged with MOVE and tagged with COPY (RFC 6851 §4.3, RFC 4315 §3).
    private func transfer(_ command: Command) async throws(IMAPError) -> CopiedUIDs? {
        var copied: CopiedUIDs?
        let line = try await run(command, timeout: options.appendTimeout) { response in
            if case .status(let line) = response, case .copyUID(let uids) = line.code { copied = uids }
        }
        if case .copyUID(let uids) = line.code { copied = uids }
        return copied
    }

    private func merge(_ first: CopiedUIDs?, _ second: CopiedUIDs?) -> CopiedUIDs? {
        guard let first, let second else { return first ?? second }
        return CopiedUIDs(
            uidValidity: second.uidValidity, sources: first.sources + second.sources,
            destinations: first.destinations + second.destinations)
    }
}
