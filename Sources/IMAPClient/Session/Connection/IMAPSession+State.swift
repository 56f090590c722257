extension IMAPSession {
    /// Notes what a response says about connection and folder, whatever command it belongs to.
    func heed(_ response: Response) throws(IMAPError) {
        if case .malformed(let line) = response {
            malformedInARow += 1
            if !hasUnreadable { (hasUnreadable, unreadable) = (true, TraceLine(server: Array(line.utf8))) }
            if malformedInARow > 10 {
                throw fail(
                    IMAPError(.protocolViolation, "unreadable lines, the last of \(line.utf8.count) octets or more"))
            }
            return
        }
        malformedInARow = 0
        switch response {
        case .status(let line): try heed(line)
        case .tagged(let tag, let line):
            if case .capability(let list) = line.code { capabilities = list }
            try check(tag)
            flow = AnswerFlow()
        case .data(let data): try heed(data)
        case .limitExceeded(let violation):
            let detail = "\(violation.limit.rawValue) above its limit: \(violation.line)"
            throw fail(IMAPError(.tooLarge, detail))
        case .continuation, .malformed: break
        }
    }

    private func heed(_ line: StatusLine) throws(IMAPError) {
        switch line.code {
        case .capability(let list): capabilities = list
        case .word("NOTIFICATIONOVERFLOW", _): isNotified = false
        case .uidValidity(let value):
            // Told of an open folder, it must be what SELECT told: else our UIDs are of other mails.
            if let selected, selected.hasStickyUIDs, selected.uidValidity != value {
                throw fail(IMAPError(.protocolViolation, "UIDVALIDITY of \(selected.name) changed while it was open"))
            }
        case .word("ALERT", _): alerts = alerts.suffix(9) + [line.text]
        default: break
        }
        if line.condition == .bye, !isLeaving {
            // What was too large was not taken.
            throw fail(IMAPError(line, of: "connection", mayHaveTakenEffect: line.code?.name != "TOOBIG"))
        }
    }

    private func heed(_ data: ServerData) throws(IMAPError) {
        switch data {
        case .capability(let list): capabilities = list
        case .exists(let count):
            // Fewer messages than before without an EXPUNGE in between: what we know of the folder is void.
            if let selected, count < messageCount {
                throw fail(IMAPError(.protocolViolation, "\(selected.name) shrank without notice"))
            }
            if count > messageCount { hasNews = true }
            messageCount = count
        case .mailboxStatus(let status):
            if isNotified, status.name != selected?.name { announced[status.name] = status }
        case .expunge: messageCount -= messageCount > 0 ? 1 : 0
        case .vanished(let uids, earlier: false): messageCount -= min(messageCount, UInt32(clamping: uids.count))
        default: break
        }
    }

    /// Tags of ours are `m` and a number that was given out.
    private func check(_ tag: String) throws(IMAPError) {
        if tag.first == "m", let number = Int(tag.dropFirst()), number <= lastTag { return }
        unknownTags += 1
        if unknownTags > 3 { throw fail(IMAPError(.protocolViolation, "answers to unknown tags")) }
    }
}
