import Domain
import GRDB

/// Turns rows into values. A column that holds a word this version does not know is a fault of the file, not of the caller.
extension Row {
    func time(_ column: String) -> Timestamp { Timestamp(milliseconds: self[column]) }
    func optionalTime(_ column: String) -> Timestamp? { (self[column] as Int64?).map(Timestamp.init(milliseconds:)) }

    func word<Word: RawRepresentable<String>>(_ column: String, as type: Word.Type = Word.self) throws -> Word {
        let text: String = self[column]
        guard let word = Word(rawValue: text) else {
            throw StoreError(.unusable, "column \(column) holds the unknown word \"\(text)\"")
        }
        return word
    }

    func mailKey() -> MailKey {
        MailKey(
            account: self["account"], folder: self["folder"], uidValidity: self["uid_validity"], uid: self["uid"])
    }

    /// Makes a value of each row while the statement stands on it: there a table tells the place of a column by its name; a
    /// row that was copied compares the name with those of its columns, one after the other.
    static func values<Value>(
        _ database: Database, sql: String, arguments: StatementArguments = StatementArguments(), isKept: Bool = true,
        _ make: (Row) throws -> Value
    ) throws -> [Value] {
        // Lists that are made up as they are asked for have too many forms to keep.
        let statement = try isKept ? database.cachedStatement(sql: sql) : database.makeStatement(sql: sql)
        let columns = statement.columnCount
        var rows = try fetchCursor(statement, arguments: arguments)
        var next = try rows.next()
        if statement.columnCount != columns {
            // Another process brought the store up to date: SQLite found out anew what `*` stands for, the table did not.
            rows = try fetchCursor(statement, arguments: arguments)
            next = try rows.next()
        }
        var values: [Value] = []
        while let row = next {
            values.append(try make(row))
            next = try rows.next()
        }
        return values
    }
}

extension Ticket {
    init(_ row: Row) throws {
        self.init(
            id: TicketID(row["id"]), marketplace: MarketplaceName(row["marketplace"]),
            order: (row["order_number"] as String?).map { OrderNumber($0) },
            thread: (row["thread"] as String?).map { ThreadID($0) }, state: try row.word("state"),
            subject: row["subject"], buyerName: row["buyer_name"], buyerLanguage: row["buyer_language"],
            token: row["token"], tokenIssuedAt: row.time("token_issued_at"), root: row["root"],
            waitingSince: row.optionalTime("waiting_since"),
            deadline: row.optionalTime("deadline"),
            isExplicitDeadline: (row["explicit_deadline"] as Bool?) ?? false, folder: row["folder"],
            owner: row["owner"],
            mergedInto: (row["merged_into"] as Int64?).map { TicketID($0) },
            splitFrom: (row["split_from"] as Int64?).map { TicketID($0) }, clock: row["clock"],
            createdAt: row.time("created_at"), updatedAt: row.time("updated_at"),
            kind: (row["kind"] as String?).flatMap(NotificationKind.init(rawValue:)),
            kindSince: row.optionalTime("kind_since"),
            tags: (row["tags"] as String).split(separator: " ").map(String.init),
            erasedAt: row.optionalTime("erased_at"), heldSince: row.optionalTime("legal_hold"))
    }
}

extension TicketMessage {
    init(_ row: Row) throws {
        self.init(
            id: row["id"], ticket: TicketID(row["ticket_id"]), remoteID: RemoteMessageID(row["remote_id"]),
            thread: (row["thread"] as String?).map { ThreadID($0) }, role: try row.word("role"),
            authorName: row["author_name"], text: row["text"], createdAt: row.time("created_at"),
            source: try row.word("source"), relay: row["relay"],
            mergedFrom: (row["merged_from"] as Int64?).map { TicketID($0) }, files: row["files"],
            isCanned: row["is_canned"], isAutomatic: row["is_automatic"])
    }
}

extension TicketMail {
    init(_ row: Row) throws {
        self.init(
            id: row["id"], ticket: TicketID(row["ticket_id"]), message: row["message_id"], outbox: row["outbox_id"],
            kind: try row.word("kind"), messageID: row["mail_message_id"], mailbox: row["mailbox"],
            folder: row["folder"],
            keywords: (row["keywords"] as String).split(separator: " ").map(String.init), text: row["text"],
            html: row["html"],
            raw: row.optionalBytes("raw"), state: try row.word("state"),
            isInDoubt: row["in_doubt"], attempts: row["attempts"], uidValidity: row["uid_validity"], uid: row["uid"],
            createdAt: row.time("created_at"), isQuiet: row["is_quiet"])
    }
}

extension OutboxEntry {
    init(_ row: Row, attachments: [Attachment]) throws {
        self.init(
            id: row["id"], ticket: TicketID(row["ticket_id"]), replyKey: row["reply_key"], agent: row["agent"],
            thread: (row["thread"] as String?).map { ThreadID($0) }, text: row["text"], attachments: attachments,
            recipients: row["recipients"], relay: row["relay"], task: row["task"], handle: row["handle"],
            opening: row["opening"], state: try row.word("state"), reason: row["reason"], attempts: row["attempts"],
            readBacks: row["read_backs"], nextAttempt: row.time("next_attempt"),
            intendedAt: row.optionalTime("intended_at"),
            uncertainSince: row.optionalTime("uncertain_since"),
            unseenSince: row.optionalTime("unseen_since"), doubtedAt: row.optionalTime("doubted_at"),
            resumedAt: row.optionalTime("resumed_at"),
            answering: (row["answering"] as String?).map { RemoteMessageID($0) },
            lastKnown: (row["last_known"] as String?).map { RemoteMessageID($0) },
            remoteID: (row["remote_id"] as String?).map { RemoteMessageID($0) },
            remoteAt: row.optionalTime("remote_at"), replyMessageID: row["reply_message_id"],
            answeredMessageID: row["answered_message_id"], createdAt: row.time("created_at"),
            updatedAt: row.time("updated_at"), isCanned: row["is_canned"], isAutomatic: row["is_automatic"],
            closes: row["closes"])
    }
}

extension JournalEntry {
    init(_ row: Row) {
        self.init(
            at: row.time("at"), event: row["event"], ticket: (row["ticket_id"] as Int64?).map { TicketID($0) },
            outbox: row["outbox_id"], detail: row["detail"], user: row["user"])
    }
}
