import Bridge
import Domain
import Store

/// Everything that the store holds of somebody, as one document (GDPR articles 15 and 20). Times are UTC.
struct ExportedData: Encodable {
    struct Ticket: Encodable {
        var ticket: Int64
        var marketplace: String
        var order: String?
        var thread: String?
        var subject: String?
        var buyer: String?
        var language: String?
        var state: String
        var tags: [String]
        var createdAt: String
        var updatedAt: String
        var messages: [Message]
        var answers: [Answer]
        var mails: [TicketMail]
        var notes: [Note]
    }

    /// One of the conversation at the marketplace.
    struct Message: Encodable {
        var at: String
        var role: String
        var name: String?
        var text: String
        /// How many files it carries; they lie at the marketplace.
        var files: Int
        var id: String
    }

    /// What was written to the buyer or asked of the marketplace, sent or not.
    struct Answer: Encodable {
        var at: String
        var sentAt: String?
        var state: String
        var text: String
        var attachments: [File]
    }

    struct File: Encodable {
        var name: String
        var type: String
        var size: Int
        /// Below the directory that was written; nil where none was.
        var file: String?
    }

    /// A mail that brought something of it to the agents; what it says stands in the messages.
    struct TicketMail: Encodable {
        var at: String
        var kind: String
        var folder: String
    }

    /// What agents wrote for themselves, and what of their mails was not for the buyer.
    struct Note: Encodable {
        var at: String
        var text: String
        var isInternal = true

        enum CodingKeys: String, CodingKey {
            case at, text
            case isInternal = "internal"
        }
    }

    /// A mail that is kept whole.
    struct KeptMail: Encodable {
        var at: String
        var place: String
        var size: Int
        var file: String?
    }

    var exportedAt: String
    var tickets: [Ticket] = []
    var mails: [KeptMail] = []
}

extension ExportedData.Ticket {
    /// - Parameter keep: puts a file where the reader finds it, and returns its name; nil if files are not wanted
    init(
        _ found: Store.Ticket, _ store: any TicketStore, keep: (String, [UInt8]) throws -> String?
    ) async throws {
        ticket = found.id.number
        marketplace = found.marketplace.text
        order = found.order?.text
        thread = found.thread?.text
        subject = found.subject
        buyer = found.buyerName
        language = found.buyerLanguage
        state = found.state.rawValue
        tags = found.tags
        createdAt = found.createdAt.description
        updatedAt = found.updatedAt.description
        messages = try await store.messages(of: found.id).map { message in
            ExportedData.Message(
                at: message.createdAt.description, role: message.role.rawValue, name: message.authorName,
                text: message.text, files: message.files, id: message.remoteID.text)
        }
        answers = try await store.outbox(of: found.id).map { entry in
            ExportedData.Answer(
                at: entry.createdAt.description, sentAt: entry.remoteAt?.description, state: entry.state.rawValue,
                text: entry.text,
                attachments: try entry.attachments.enumerated().map { number, file in
                    ExportedData.File(
                        name: file.name, type: file.type, size: file.bytes.count,
                        file: try keep("answer-\(entry.id)-\(number + 1)-\(file.name)", file.bytes))
                })
        }
        mails = try await store.ticketMails(of: found.id).map { mail in
            ExportedData.TicketMail(at: mail.createdAt.description, kind: mail.kind.rawValue, folder: mail.folder)
        }
        notes = try await store.journal(of: found.id)
            .filter { $0.event == Event.noteAdded.rawValue && $0.ticket == found.id }
            .map { ExportedData.Note(at: $0.at.description, text: $0.detail ?? "") }
        notes += try await store.readings(of: found.id)
            .filter { !$0.removed.isEmpty }
            .map { ExportedData.Note(at: $0.at.description, text: $0.removed) }
    }
}
