public import Domain

extension IMAPSession {
    /// Adds a mail to a folder. An error's ``IMAPError/mayHaveTakenEffect`` says whether to look for it before repeating.
    public func append(
        _ message: [UInt8], to mailbox: MailboxName, flags: [Flag] = [], date: Timestamp? = nil
    ) async throws(IMAPError) -> AppendResult {
        try await inTurn { () async throws(IMAPError) in
            if let limit = capabilities.appendLimit, message.count > limit {
                let detail = "the mail has \(message.count) octets, the server takes \(limit)"
                throw IMAPError(.tooLarge, detail, retry: .never)
            }
            let command = Command.append(message, to: mailbox, flags: flags, date: date)
            let line = try await run(command, timeout: options.appendTimeout)
            guard case .appendUID(let validity, let uids) = line.code, let uid = uids.ranges.last?.upperBound else {
                return AppendResult(uidValidity: nil, uid: nil)
            }
            return AppendResult(uidValidity: validity, uid: UID(uid))
        }
    }

    /// Mails whose Message-ID is `messageID`, given without angle brackets. Opens the folder.
    public func find(messageID: String, in mailbox: MailboxName) async throws(IMAPError) -> FoundMails {
        try await inTurn { () async throws(IMAPError) in
            guard !messageID.isEmpty, messageID.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw IMAPError(.unsupported, "no Message-ID to search for", retry: .never)
            }
            let folder: SelectedMailbox
            if let selected, selected.name == mailbox {
                folder = selected
                try await run(.noop, timeout: options.commandTimeout)
            } else {
                folder = try await open(mailbox, readOnly: false)
            }
            var found = FoundUIDs()
            try await run(.uidSearch(header: "Message-ID", contains: "<\(messageID)>"), timeout: options.appendTimeout)
            {
                found.receive($0)
            }
            return FoundMails(uidValidity: folder.uidValidity, uids: found.uids ?? [])
        }
    }
}
