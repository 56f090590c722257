import ArgumentParser
import Bridge
import Configuration
import Domain
import FoundationEssentials
import Marketplaces
import Store

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Everything that is held of an order or a buyer, as one JSON document.",
        discussion: """
            For a data-subject request: tickets with messages, answers, the names of their files, times, and what agents \
            wrote for themselves, which is marked "internal": true; look through that before you hand it out. With --output \
            the document is export.json in that new directory, with the files of answers and kept mails beside it. Files of \
            buyers lie at the marketplace.
            """)

    @OptionGroup var config: ConfigurationOption
    @OptionGroup var subject: SubjectOption
    @Option(help: ArgumentHelp("Writes into this directory, which must not exist yet.", valueName: "directory"))
    var output: String?

    func run() async throws {
        try await reportingErrors {
            let configuration = try config.check().offline
            let store = try SQLiteStore(path: configuration.store.path, creating: false)
            let found = try await subject.find(in: store, configuration)
            guard !found.isEmpty else {
                complain("nothing is held")
                throw ExitStatus.badData
            }
            let directory = try output.map { try ExportDirectory($0) }
            do {
                try await export(found, from: store, to: directory)
            } catch {
                directory?.remove()
                throw error
            }
        }
    }

    private func export(_ found: FoundData, from store: SQLiteStore, to directory: ExportDirectory?) async throws {
        var data = ExportedData(exportedAt: systemTime().description)
        for holding in found.holdings {
            try await store.record(
                JournalEntry(
                    at: systemTime(), event: Event.dataExported.rawValue, ticket: holding.ticket.id,
                    user: Caller.text))
            data.tickets.append(
                try await ExportedData.Ticket(holding.ticket, store) { try directory?.write($1, named: $0) })
        }
        for (number, mail) in found.mails.enumerated() {
            try await store.noteView("export: mail \(mail.mail)")
            let bytes = try await store.content(of: mail) ?? []
            data.mails.append(
                ExportedData.KeptMail(
                    at: mail.at.description, place: mail.place.rawValue, size: mail.size,
                    file: try directory?.write(bytes, named: "mail-\(number + 1).eml")))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let text = Array(try encoder.encode(data)) + [0x0A]
        guard let directory else { return writeJSON(text) }
        _ = try directory.write(text, named: "export.json")
        say("\(found.holdings.count) tickets and \(found.mails.count) mails: \(directory.path)")
    }
}
