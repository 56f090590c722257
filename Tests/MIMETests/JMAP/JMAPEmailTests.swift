import Foundation
import Testing

@testable import MIME

@Suite struct JMAPEmailTests {
    private func object(_ text: String, headersOnly: Bool = false) throws -> [String: Any] {
        let message = Message(parsing: Array(text.replacingOccurrences(of: "\n", with: "\r\n").utf8))
        let json = jmapEmail(message, file: "a b.eml", headersOnly: headersOnly)
        #expect(!json.contains("\n"))
        return try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    }

    private let mail = """
        From: =?utf-8?q?J=C3=B6rg?= <j@x.example>, k@x.example
        To: undisclosed-recipients:;
        Subject:  Hallo
         Welt
        Date: Sun, 22 Nov 2026 09:14:00 +0100
        Message-ID: <1@x.example>
        References: <a@b> <c@d>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: multipart/alternative; boundary=c

        --c
        Content-Type: text/plain; charset=utf-8
        Content-Language: de, en

        Grüße
         aus  Köln
        --c
        Content-Type: text/html

        <p>Hi</p>
        --c--
        --b
        Content-Type: application/pdf
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment; filename=x.pdf
        Content-ID: <i@x>
        Content-Location: http://x.example/

        AQID
        --b--

        """

    @Test("the fields come in JMAP's forms")
    func fields() throws {
        let object = try object(mail)
        #expect(object["file"] as? String == "a b.eml")
        #expect(object["size"] as? Int == mail.replacingOccurrences(of: "\n", with: "\r\n").utf8.count)
        #expect(object["messageId"] as? [String] == ["1@x.example"])
        #expect(object["inReplyTo"] is NSNull)
        #expect(object["references"] as? [String] == ["a@b", "c@d"])
        let from = try #require(object["from"] as? [[String: Any]])
        #expect(from.count == 2 && from[0]["name"] as? String == "Jörg" && from[0]["email"] as? String == "j@x.example")
        #expect(from[1]["name"] is NSNull)
        #expect((object["to"] as? [Any])?.isEmpty == true)
        #expect(object["cc"] is NSNull)
        #expect(object["subject"] as? String == "Hallo Welt")
        #expect(object["sentAt"] as? String == "2026-11-22T09:14:00+01:00")
        let headers = try #require(object["headers"] as? [[String: String]])
        #expect(headers[2] == ["name": "Subject", "value": "  Hallo\r\n Welt"])
        #expect(headers.count == 8)
    }

    @Test("the body comes as structure, lists and values")
    func body() throws {
        let object = try object(mail)
        #expect(object["hasAttachment"] as? Bool == true)
        #expect(object["preview"] as? String == "Grüße aus Köln")
        let root = try #require(object["bodyStructure"] as? [String: Any])
        #expect(root["type"] as? String == "multipart/mixed" && root["partId"] is NSNull)
        let parts = try #require(root["subParts"] as? [[String: Any]])
        let texts = try #require(parts[0]["subParts"] as? [[String: Any]])
        #expect(texts.map { $0["partId"] as? String } == ["1.1", "1.2"])
        #expect(texts[0]["language"] as? [String] == ["de", "en"])
        #expect(texts.map { $0["charset"] as? String } == ["utf-8", "us-ascii"])
        #expect(parts[1]["partId"] as? String == "2")
        let file = try #require((object["attachments"] as? [[String: Any]])?.first)
        #expect(file["name"] as? String == "x.pdf" && file["size"] as? Int == 3 && file["cid"] as? String == "i@x")
        #expect(file["disposition"] as? String == "attachment" && file["location"] as? String == "http://x.example/")
        #expect(file["charset"] is NSNull && file["blobId"] is NSNull)
        let values = try #require(object["bodyValues"] as? [String: [String: Any]])
        #expect(values["1.1"]?["value"] as? String == "Grüße\n aus  Köln")
        #expect(values["1.2"]?["value"] as? String == "<p>Hi</p>")
        #expect(
            values["1.1"]?["isEncodingProblem"] as? Bool == false && values["1.1"]?["isTruncated"] as? Bool == false)
        #expect((object["textBody"] as? [[String: Any]])?.map { $0["partId"] as? String } == ["1.1"])
        #expect((object["htmlBody"] as? [[String: Any]])?.map { $0["partId"] as? String } == ["1.2"])
    }

    @Test("headers alone leave out the body")
    func headersOnly() throws {
        let object = try object(mail, headersOnly: true)
        #expect(object["subject"] as? String == "Hallo Welt")
        for key in ["bodyStructure", "bodyValues", "textBody", "htmlBody", "attachments", "preview", "hasAttachment"] {
            #expect(object[key] == nil)
        }
        #expect(object["defects"] is [Any])
    }

    @Test("text that its charset cannot explain is marked")
    func encodingProblem() throws {
        let bytes = Array("Content-Type: text/plain; charset=utf-8\r\n\r\na".utf8) + [0xFF, 0xFE, 0x62]
        let json = jmapEmail(Message(parsing: bytes))
        let object = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let values = try #require(object["bodyValues"] as? [String: [String: Any]])
        #expect(values["1"]?["isEncodingProblem"] as? Bool == true)
        #expect(object["file"] == nil)
        #expect((object["defects"] as? [[String: Any]])?.isEmpty == false)
    }

    @Test("any bytes give valid JSON", arguments: [UInt64(11), 12, 13])
    func anyBytes(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let mail = Array(mail.utf8)
        for _ in 0..<200 {
            var bytes = mail
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
            let json = jmapEmail(Message(parsing: bytes))
            let object = try? JSONSerialization.jsonObject(with: Data(json.utf8))
            #expect(object is [String: Any], "seed \(seed): \(bytes)")
        }
    }

    @Test("times are RFC 3339")
    func times() {
        #expect(DateTime(secondsSinceEpoch: 0).internetText == "1970-01-01T00:00:00Z")
        #expect(DateTime(secondsSinceEpoch: 0, offsetMinutes: -210).internetText == "1969-12-31T20:30:00-03:30")
        #expect(DateTime(secondsSinceEpoch: -62_135_596_800).internetText == "0001-01-01T00:00:00Z")
    }
}
