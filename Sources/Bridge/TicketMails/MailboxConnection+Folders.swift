import IMAPClient

extension MailboxConnection {
    /// The full name of a folder of ours, which is written with `/` between its levels.
    func mailbox(named folder: String) async throws(IMAPError) -> MailboxName {
        try await mailbox(path: folder.split(separator: "/").map(String.init))
    }

    /// The folders that the store's `folder` may mean: a watched one is written as the server spells it, or with `/` between
    /// its levels; one of ours always so.
    func mailboxes(writtenAs folder: String) async throws(IMAPError) -> Set<MailboxName> {
        [try await self.folder(MailboxName(folder)), try await mailbox(named: folder)]
    }

    /// Where a mail of an interrupted attempt lies; nil if it does not. Where there is no folder, there is no mail either.
    func appended(messageID: String, in folder: MailboxName) async throws(IMAPError) -> AppendResult? {
        do throws(IMAPError) {
            let found = try await find(messageID: messageID, in: folder)
            return found.uids.first.map { AppendResult(uidValidity: found.uidValidity, uid: $0) }
        } catch {
            guard error.kind == .noSuchFolder else { throw error }
            return nil
        }
    }
}
