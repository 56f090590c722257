/// One statement that must be true of the database at all times, as a query for its exceptions.
struct AuditRule {
    let name: String
    /// Yields a column `detail` for each exception; `:now` is the present time in milliseconds.
    let sql: String

    /// How long a mail may stay undecided, and a post or a ticket mail on its way, before someone must look.
    private static let patience = 3_600_000

    /// How far the marketplace's clock and ours may differ, for messages that are found by their time.
    private static let clockMargin = 600_000

    /// A text without what marketplaces change in it: blanks and line ends.
    private static func bare(_ text: String) -> String {
        ["9", "10", "13", "32", "160"].reduce(text) { "replace(\($0), char(\($1)), '')" }
    }

    /// Everything that can be read is judged all the same.
    static let soundness = AuditRule(
        name: "file-is-sound",
        sql: "SELECT quick_check AS detail FROM pragma_quick_check WHERE quick_check <> 'ok' AND :now > 0")

    static let all: [AuditRule] = [
        soundness,
        AuditRule(
            name: "what-is-named-is-there",
            sql: """
                SELECT "table" || coalesce(' ' || rowid, '') || ' names a ' || parent || ' that is not there' AS detail
                FROM pragma_foreign_key_check WHERE :now > 0
                """),
        AuditRule(
            name: "decided-within-an-hour",
            sql: """
                SELECT account || '/' || folder || '/' || uid || ': ' || coalesce(last_error, 'not tried') AS detail
                FROM spool WHERE received_at < :now - \(patience)
                """),
        AuditRule(
            name: "undecided-mail-is-spooled",
            sql: """
                SELECT account || '/' || folder || '/' || uid AS detail FROM outcome WHERE kind = 'pending'
                    AND (account, folder, uid_validity, uid) NOT IN (SELECT account, folder, uid_validity, uid FROM spool)
                    AND :now > 0
                """),
        AuditRule(
            name: "position-is-past-each-outcome",
            sql: """
                SELECT account || '/' || folder || ': ' || coalesce('next UID ' || next_uid, 'no position')
                    || ', outcome at ' || max(uid) AS detail
                FROM outcome LEFT JOIN folder USING (account, folder, uid_validity)
                WHERE account <> '\(MailKey.deliverAccount)' AND :now > 0
                GROUP BY account, folder, uid_validity HAVING next_uid IS NULL OR max(uid) >= next_uid
                """),
        AuditRule(
            name: "quarantined-mail-is-kept",
            sql: """
                SELECT account || '/' || folder || '/' || uid AS detail FROM outcome WHERE kind = 'quarantined'
                    AND (account, folder, uid_validity, uid) NOT IN (
                        SELECT account, folder, uid_validity, uid FROM quarantine
                        WHERE length(raw) > 0 OR released_at IS NOT NULL OR account <> '\(MailKey.deliverAccount)')
                    AND :now > 0
                """),
        AuditRule(
            name: "ticket-outcome-names-its-ticket",
            sql: """
                SELECT account || '/' || folder || '/' || uid AS detail FROM outcome
                WHERE kind IN ('ticket', 'update', 'reply') AND ticket_id IS NULL AND :now > 0
                """),
        AuditRule(
            name: "buyer-message-reaches-the-agents",
            sql: """
                SELECT 'message ' || message.id || ' of ticket ' || message.ticket_id AS detail
                FROM message LEFT JOIN ticket_mail ON ticket_mail.message_id = message.id
                WHERE role IN ('buyer', 'operator') AND source <> 'history' AND (ticket_mail.id IS NULL
                    OR (ticket_mail.state <> 'appended' AND ticket_mail.created_at < :now - \(patience)))
                """),
        AuditRule(
            name: "reply-is-in-the-outbox",
            sql: """
                SELECT account || '/' || folder || '/' || uid AS detail FROM outcome
                WHERE outbox_id IS NULL AND :now > 0 AND ((kind = 'reply' AND reason = 'queued')
                    OR (kind = 'command' AND (reason LIKE 'requested: %' OR reason LIKE 'asked: %')))
                """),
        AuditRule(
            name: "post-is-finished-or-someone-was-told",
            sql: """
                SELECT 'outbox ' || id || ' is ' || state AS detail FROM outbox
                WHERE state NOT IN ('held', 'confirmed', 'failed', 'dropped') AND updated_at < :now - \(patience)
                    AND (attempts > 0 OR next_attempt < :now - \(patience))
                    AND id NOT IN (SELECT outbox_id FROM ticket_mail
                        WHERE outbox_id IS NOT NULL AND kind NOT IN ('receipt', 'reminder'))
                """),
        AuditRule(
            name: "finished-post-was-reported",
            sql: """
                SELECT 'outbox ' || id || ' is ' || state AS detail FROM outbox
                WHERE state IN ('confirmed', 'failed') AND :now > 0
                    AND id NOT IN (SELECT outbox_id FROM ticket_mail
                        WHERE outbox_id IS NOT NULL AND kind NOT IN ('question', 'reminder'))
                """),
        AuditRule(
            name: "one-remote-message-per-post",
            sql: """
                SELECT 'remote message ' || remote_id || ' stands for ' || count(*) || ' posts' AS detail
                FROM outbox JOIN ticket ON ticket.id = ticket_id
                WHERE remote_id IS NOT NULL AND :now > 0 GROUP BY marketplace, remote_id HAVING count(*) > 1
                """),
        AuditRule(
            name: "answer-stands-once",
            sql: """
                SELECT 'message ' || copy.id || ' of ticket ' || copy.ticket_id || ' says what outbox ' || outbox.id
                    || ' had said' AS detail
                FROM outbox JOIN message AS copy ON copy.ticket_id = outbox.ticket_id
                    AND copy.created_at BETWEEN outbox.created_at - \(clockMargin) AND outbox.remote_at + \(patience)
                WHERE outbox.state = 'confirmed' AND outbox.task IS NULL AND copy.role = 'seller' AND copy.source = 'api'
                    AND copy.text <> '' AND copy.remote_id <> outbox.remote_id AND :now > 0
                    AND \(bare("copy.text")) = \(bare("outbox.text"))
                    AND NOT EXISTS (SELECT 1 FROM outbox AS other
                        WHERE other.ticket_id = copy.ticket_id AND other.remote_id = copy.remote_id)
                """),
    ]
}
