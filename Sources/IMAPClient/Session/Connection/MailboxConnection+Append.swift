public import Domain

extension MailboxConnection {
    /// Adds a mail to a folder, exactly once if `messageID` (without angle brackets) is its Message-ID: when the answer
    /// is lost the folder is searched for it before anything is sent again. Without it, an unclear outcome is thrown. A
    /// missing folder is created.
    public func append(
        _ message: [UInt8], messageID: String?, to mailbox: MailboxName, flags: [Flag] = [], date: Timestamp? = nil
    ) async throws(IMAPError) -> AppendResult {
        let mail = OutgoingMail(message, messageID: messageID, flags: flags, date: date)
        return try await append([mail], to: mailbox)[0].get()
    }

    /// As ``append(_:messageID:to:flags:date:)`` for several mails of one folder, in their order and with few commands.
    /// Returns one outcome for each.
    public func append(_ mails: [OutgoingMail], to mailbox: MailboxName) async -> [AppendOutcome] {
        do throws(IMAPError) {
            return try await inTurn { () async throws(IMAPError) in await carryOut(mails, to: mailbox) }
        } catch {
            return mails.map { _ in .failure(error) }
        }
    }

    private func carryOut(_ mails: [OutgoingMail], to mailbox: MailboxName) async -> [AppendOutcome] {
        var outcomes = await attempt(mails, to: mailbox)
        if let places = places(in: outcomes, where: { $0.code?.name == "TRYCREATE" }) {
            await repeatAppend(of: places, mails, to: mailbox, &outcomes, creating: true)
        }
        if let places = places(in: outcomes, where: \.mayHaveTakenEffect)?.filter({ mails[$0].messageID != nil }) {
            await settle(places, mails, in: mailbox, &outcomes)
        }
        for (place, outcome) in outcomes.enumerated() {
            // The server did not tell the UID. That the mail is in the folder is true even if it cannot be found.
            guard case .success(let result) = outcome, result.uid == nil, let id = mails[place].messageID else {
                continue
            }
            if let found = try? await trace(of: id, in: mailbox) { outcomes[place] = .success(found) }
        }
        return outcomes
    }

    private func attempt(_ mails: [OutgoingMail], to mailbox: MailboxName) async -> [AppendOutcome] {
        do throws(IMAPError) {
            let outcomes = try await use { session throws(IMAPError) in try await session.append(mails, to: mailbox) }
            for case .failure(let error) in outcomes where error.kind == .throttled {
                await account.heed(error)
                break
            }
            return outcomes
        } catch {
            return mails.map { _ in .failure(error) }
        }
    }

    private func places(in outcomes: [AppendOutcome], where fits: (IMAPError) -> Bool) -> [Int]? {
        let places = outcomes.indices.filter { place in
            if case .failure(let error) = outcomes[place] { fits(error) } else { false }
        }
        return places.isEmpty ? nil : places
    }

    private func repeatAppend(
        of places: [Int], _ mails: [OutgoingMail], to mailbox: MailboxName, _ outcomes: inout [AppendOutcome],
        creating: Bool
    ) async {
        var again: [AppendOutcome]
        do throws(IMAPError) {
            if creating { try await use { session throws(IMAPError) in try await session.create(mailbox) } }
            again = await attempt(places.map { mails[$0] }, to: mailbox)
        } catch {
            again = places.map { _ in .failure(error) }
        }
        for (place, outcome) in zip(places, again) { outcomes[place] = outcome }
    }

    /// Looks for mails whose fate is unclear, and sends again those that are not there.
    private func settle(
        _ places: [Int], _ mails: [OutgoingMail], in mailbox: MailboxName, _ outcomes: inout [AppendOutcome]
    ) async {
        var missing = places
        for pause: Duration in [.zero, account.options.settleTime] where !missing.isEmpty {
            // A server may still be busy storing what it took from a connection that has broken.
            if pause > .zero { try? await ContinuousClock().sleep(for: pause) }
            for place in missing {
                do throws(IMAPError) {
                    guard let id = mails[place].messageID, let found = try await trace(of: id, in: mailbox) else {
                        continue
                    }
                    outcomes[place] = .success(found)
                } catch {
                    // The doubt stays with the caller: it must look again before it repeats.
                    var doubt = error
                    doubt.mayHaveTakenEffect = true
                    for place in missing where !outcomes[place].isSuccess { outcomes[place] = .failure(doubt) }
                    return
                }
            }
            missing.removeAll { outcomes[$0].isSuccess }
        }
        if missing.isEmpty { return }
        await repeatAppend(of: missing, mails, to: mailbox, &outcomes, creating: false)
    }

    /// Where the mail with `messageID` lies, if it does.
    private func trace(of messageID: String, in mailbox: MailboxName) async throws(IMAPError) -> AppendResult? {
        do throws(IMAPError) {
            let found = try await use { session throws(IMAPError) in
                try await session.find(messageID: messageID, in: mailbox)
            }
            return found.uids.last.map { AppendResult(uidValidity: found.uidValidity, uid: $0) }
        } catch {
            if error.kind == .noSuchFolder { return nil }
            throw error
        }
    }
}

extension AppendOutcome {
    fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
}
