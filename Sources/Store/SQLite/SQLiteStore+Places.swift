import Domain
import GRDB

extension SQLiteStore {
    public func places(ofMessageID messageID: String) async throws(StoreError) -> [MailPlace] {
        try await read { database in
            try Row.values(
                database,
                sql: """
                    SELECT account, folder FROM outcome WHERE mail_message_id = ?1 AND account <> ?2
                    UNION SELECT account, move_to FROM outcome
                    WHERE mail_message_id = ?1 AND account <> ?2 AND move_to IS NOT NULL
                    """, arguments: [messageID, MailKey.deliverAccount]
            ) { MailPlace(account: $0["account"], folder: $0["folder"]) }
        }
    }
}
