public import Domain

/// What became of one mail of several.
public typealias AppendOutcome = Result<AppendResult, IMAPError>

extension IMAPSession {
    /// Adds a mail to a folder. An error's ``IMAPError/mayHaveTakenEffect`` says whether to look for it before repeating.
    public func append(
        _ message: [UInt8], to mailbox: MailboxName, flags: [Flag] = [], date: Timestamp? = nil
    ) async throws(IMAPError) -> AppendResult {
        let mail = OutgoingMail(message, flags: flags, date: date)
        return try await append([mail], to: mailbox)[0].get()
    }

    /// Adds mails to a folder in their order, with as few commands as the server allows: MULTIAPPEND in groups, or single
    /// commands, several on their way where literals need not wait. A group that is refused is tried again one by one, since
    /// it is stored as a whole or not at all (RFC 3502 §6.3.11).
    ///
    /// Returns one outcome for each mail. Throws only if the connection could not be used at all.
    public func append(
        _ mails: [OutgoingMail], to mailbox: MailboxName
    ) async throws(IMAPError) -> [AppendOutcome] {
        try await inTurn { () async throws(IMAPError) in
            let limit = try await appendLimit(of: mailbox)
            var outcomes: [AppendOutcome?] = mails.map { mail in
                guard let limit, mail.bytes.count > limit else { return nil }
                let detail = "the mail has \(mail.bytes.count) octets, the server takes \(limit)"
                return .failure(IMAPError(.tooLarge, detail, retry: .never))
            }
            for group in groups(of: mails.indices.filter { outcomes[$0] == nil }, mails) {
                let found = await appendGroup(group.map { mails[$0] }, to: mailbox)
                for (place, outcome) in zip(group, found) { outcomes[place] = outcome }
            }
            return outcomes.map { $0 ?? .failure(IMAPError(.network, "not sent")) }
        }
    }

    /// Places of mails that go out in one command; without MULTIAPPEND all are left to single commands.
    private func groups(of places: [Int], _ mails: [OutgoingMail]) -> [[Int]] {
        guard capabilities.contains("MULTIAPPEND") else { return [places] }
        var groups: [[Int]] = []
        var octets = 0
        for place in places {
            octets += mails[place].bytes.count
            if let last = groups.last, last.count < options.appendCount, octets <= options.batchWeight {
                groups[groups.count - 1].append(place)
            } else {
                groups.append([place])
                octets = mails[place].bytes.count
            }
        }
        return groups
    }

    /// One command for all, or one for each where the group was refused for the sake of one of its mails.
    private func appendGroup(_ mails: [OutgoingMail], to mailbox: MailboxName) async -> [AppendOutcome] {
        guard mails.count > 1, capabilities.contains("MULTIAPPEND") else {
            return await appendSingly(mails, to: mailbox)
        }
        do throws(IMAPError) {
            let line = try await answer(to: .append(mails, to: mailbox), timeout: options.appendTimeout)
            guard line.condition == .ok else {
                let error = IMAPError(line, of: "APPEND")
                // In a mailbox that is nearly full, smaller ones may have room.
                let isAboutOne = [.refused, .tooLarge, .overQuota].contains(error.kind)
                guard isAboutOne, error.code?.name != "TRYCREATE" else { return mails.map { _ in .failure(error) } }
                return await appendSingly(mails, to: mailbox)
            }
            return Self.results(line, count: mails.count).map { .success($0) }
        } catch {
            guard error.isTooBig else { return mails.map { _ in .failure(error) } }
            let largest = Self.largest(of: mails.indices, mails)
            return mails.indices.map { place in
                .failure(place == largest ? error : IMAPError(.network, "not taken: \(error.detail)"))
            }
        }
    }

    /// Where the server says goodbye because one of several was too large, this one is in any case.
    private static func largest(of places: some Sequence<Int>, _ mails: [OutgoingMail]) -> Int? {
        places.max { (mails[$0].bytes.count, $0) < (mails[$1].bytes.count, $1) }
    }

    /// One command for each, several ahead where the server does not have to ask for each literal. After one for which there
    /// is no room only smaller ones are sent, and none any more once the server asks to come later.
    private func appendSingly(_ mails: [OutgoingMail], to mailbox: MailboxName) async -> [AppendOutcome] {
        let isPipelined = capabilities.literals == .nonSynchronising(upTo: nil)
        let ahead = isPipelined ? options.appendsAhead : 1
        var outcomes: [AppendOutcome?] = mails.map { _ in nil }
        var underWay: [String: Int] = [:]
        var next = 0
        var stop: (size: Int, error: IMAPError)?
        func note(_ outcome: AppendOutcome, _ place: Int) {
            outcomes[place] = outcome
            guard case .failure(let error) = outcome else { return }
            if error.kind == .throttled { stop = (0, error) }
            if error.kind == .overQuota { stop = (min(stop?.size ?? .max, mails[place].bytes.count), error) }
        }
        do throws(IMAPError) {
            while next < mails.count || !underWay.isEmpty {
                while next < mails.count, underWay.count < ahead {
                    if let stop, mails[next].bytes.count >= stop.size {
                        outcomes[next] = .failure(stop.error)
                        next += 1
                        continue
                    }
                    let tag = newTag()
                    underWay[tag] = next
                    next += 1
                    let command = Command.append([mails[next - 1]], to: mailbox)
                    if let early = try await send(command, tag: tag, timeout: options.appendTimeout) {
                        underWay[tag] = nil
                        note(Self.outcome(early), next - 1)
                    }
                }
                if underWay.isEmpty { continue }
                guard
                    case .tagged(let tag, let line) = try await self.next(
                        of: "APPEND", silence: options.appendTimeout),
                    let place = underWay.removeValue(forKey: tag)
                else { continue }
                note(Self.outcome(line), place)
            }
        } catch {
            let culprit = error.isTooBig ? Self.largest(of: underWay.values, mails) : nil
            // The error may speak of the last send alone; what went out before it may have been carried out.
            var doubt = culprit == nil ? error : IMAPError(.network, "not answered: \(error.detail)")
            doubt.mayHaveTakenEffect = error.mayHaveTakenEffect || underWay.count > 1
            for place in underWay.values { outcomes[place] = .failure(place == culprit ? error : doubt) }
            var unsent = doubt
            unsent.mayHaveTakenEffect = false
            return outcomes.map { $0 ?? .failure(unsent) }
        }
        return outcomes.compactMap { $0 }
    }

    private static func outcome(_ line: StatusLine) -> AppendOutcome {
        guard line.condition == .ok else { return .failure(IMAPError(line, of: "APPEND")) }
        return .success(results(line, count: 1)[0])
    }

    /// APPENDUID names the UIDs in the order of the mails (RFC 4315 §3).
    private static func results(_ line: StatusLine, count: Int) -> [AppendResult] {
        guard case .appendUID(let validity, let uids) = line.code, uids.count == count else {
            return (0..<count).map { _ in AppendResult(uidValidity: nil, uid: nil) }
        }
        return uids.uids.map { AppendResult(uidValidity: validity, uid: $0) }
    }

    /// RFC 7889: one number for all folders, or one that must be asked for.
    private func appendLimit(of mailbox: MailboxName) async throws(IMAPError) -> UInt64? {
        if let limit = capabilities.appendLimit { return limit }
        guard capabilities.contains("APPENDLIMIT") else { return nil }
        if let known = appendLimits[mailbox] { return known }
        var limit: UInt64?
        // A folder that does not exist yet has none to tell.
        _ = try await answer(to: .status(mailbox, ["APPENDLIMIT"]), timeout: options.commandTimeout) { response in
            if case .data(.mailboxStatus(let status)) = response { limit = status.appendLimit }
        }
        appendLimits.updateValue(limit, forKey: mailbox)
        return limit
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

extension IMAPError {
    /// The server ended the connection because of a mail's size.
    fileprivate var isTooBig: Bool { kind == .tooLarge && code?.name == "TOOBIG" }
}
