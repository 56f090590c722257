import Foundation
import Testing

@testable import MIME

@Suite struct JMAPMutationTests {
    private static let properties = [
        "header:Subject", "header:X:asAddresses:all", "header:Content-Type:asText",
        "header:References:asMessageIds:all",
        "header:X-Date:asDate", "header:List-Post:asURLs:all",
    ]

    /// What RFC 8621 says of any object, whatever the mail.
    private func check(_ bytes: [UInt8], _ cause: @autoclosure () -> String) throws {
        var options = JMAPEmail.Options()
        options.fetchAllBodyValues = true
        options.properties = try Self.properties.map { try JMAPHeaderProperty($0) }
        options.bodyProperties = options.properties
        let json = JMAPEmail(Message(parsing: bytes), options).json
        guard String(validating: json, as: UTF8.self) != nil,
            let object = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: Any],
            let root = object["bodyStructure"] as? [String: Any], let values = object["bodyValues"] as? [String: Any]
        else {
            Issue.record("no object: \(cause())")
            return
        }
        var ids: [String] = []
        var open = [root]
        while let part = open.popLast() {
            let isMultipart = (part["type"] as? String)?.hasPrefix("multipart/") == true
            #expect((part["partId"] is NSNull) == isMultipart, "\(cause())")
            #expect((part["subParts"] is NSNull) != isMultipart, "\(cause())")
            if let id = part["partId"] as? String { ids.append(id) }
            open += part["subParts"] as? [[String: Any]] ?? []
        }
        #expect(Set(ids).count == ids.count, "\(cause())")
        #expect(Set(values.keys).isSubset(of: ids), "\(cause())")
        let lists = ["textBody", "htmlBody", "attachments"].compactMap { object[$0] as? [[String: Any]] }
        let listed = Set(lists.joined().compactMap { $0["partId"] as? String })
        #expect(Set(ids).isSubset(of: listed), "\(cause())")
        #expect((object["preview"] as? String)?.unicodeScalars.count ?? 999 <= 256, "\(cause())")
    }

    @Test("any bytes give valid JSON in which no part is lost", arguments: [UInt64(11), 12, 13])
    func anyBytes(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for round in 0..<200 {
            var bytes = MutationTests.samples[Int.random(in: 0..<MutationTests.samples.count, using: &random)]
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count / 2, using: &random))
            try check(bytes, "seed \(seed), round \(round)")
        }
    }

    @Test("sample mails give valid JSON, whole and damaged", .enabled(if: Corpus.root != nil))
    func corpus() throws {
        let files = Corpus.files(in: (Corpus.root ?? "") + "/mime", suffixes: [".eml", ".txt", ".msg"])
        #expect(files.count > 250)
        var random = SeededRandom(seed: 14)
        for file in files {
            var bytes = Corpus.read(file)
            guard bytes.count < 1 << 18 else { continue }
            try check(bytes, file)
            for _ in 0..<10 where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            try check(bytes, "seed 14: \(file)")
        }
    }
}
