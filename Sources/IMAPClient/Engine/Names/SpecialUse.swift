/// What a folder is for (RFC 6154 §2, and Gmail's older XLIST words).
public enum SpecialUse: String, Sendable, CaseIterable {
    case inbox, all, archive, drafts, flagged, important, junk, sent, trash

    /// Nil if a LIST attribute, given with its backslash, names no role.
    init?(attribute: String) {
        switch ASCII.uppercased(attribute) {
        case "\\INBOX": self = .inbox
        case "\\ALL", "\\ALLMAIL": self = .all
        case "\\ARCHIVE": self = .archive
        case "\\DRAFTS": self = .drafts
        case "\\FLAGGED", "\\STARRED": self = .flagged
        case "\\IMPORTANT": self = .important
        case "\\JUNK", "\\SPAM": self = .junk
        case "\\SENT": self = .sent
        case "\\TRASH": self = .trash
        default: return nil
        }
    }

    /// The role that the last level of a folder's name suggests in the languages of our users; for servers that do not
    /// tell roles.
    init?(conventionalName name: String) {
        switch name.lowercased() {
        case "inbox", "posteingang": self = .inbox
        case "archive", "archiv", "archives", "archief", "archiwum", "archivio": self = .archive
        case "drafts", "entwürfe", "brouillons", "concepten", "wersje robocze", "szkice", "bozze", "borradores":
            self = .drafts
        case "junk", "spam", "junk-e-mail", "junk e-mail", "junk email", "courrier indésirable", "ongewenste e-mail",
            "wiadomości-śmieci", "posta indesiderata":
            self = .junk
        case "sent", "sent items", "sent messages", "sent mail", "gesendet", "gesendete elemente",
            "gesendete objekte", "envoyés", "éléments envoyés", "messages envoyés", "verzonden", "verzonden items",
            "wysłane", "elementy wysłane", "posta inviata", "enviados":
            self = .sent
        case "trash", "deleted items", "deleted messages", "papierkorb", "gelöschte elemente", "gelöscht", "corbeille",
            "éléments supprimés", "prullenbak", "verwijderde items", "kosz", "elementy usunięte", "cestino":
            self = .trash
        default: return nil
        }
    }
}
