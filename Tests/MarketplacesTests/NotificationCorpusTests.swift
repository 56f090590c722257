import Domain
import Glibc
import MIME
import Testing

@testable import Marketplaces

/// The shared corpus of notification mails, where it is at hand: beside the package, or where `MAILBRIDGE_SHARED` says.
@Suite("Corpus of notifications") struct NotificationCorpusTests {
    @Test(
        "every row of amazon, kaufland, mirakl, phish and ordinary is right",
        .enabled(if: NotificationCorpus.isThere && NotificationCorpus.canRead))
    func corpus() throws {
        let recogniser = try NotificationRecogniser(
            settings: NotificationCorpus.accounts(), authservID: "mx.seller.example")
        var wrong: [String] = []
        let rows = try #require(NotificationCorpus.rows())
        for row in rows {
            let bytes = try #require(NotificationCorpus.read("notifications/\(row.file)"))
            wrong += row.differences(from: recogniser.recognise(Message(parsing: bytes))).map { "\(row.file): \($0)" }
        }
        #expect(rows.count == 80)
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }
}
