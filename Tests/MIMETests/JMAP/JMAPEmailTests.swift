import Foundation
import Testing

@testable import MIME

@Suite struct JMAPEmailTests {
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
        Content-Language: de (German), en

        Grüße
         aus  Köln
        --c
        Content-Type: text/html

        <p>Hi</p>
        --c--
        --b
        Content-Type: application/pdf; name=a.pdf
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment; filename="dir/x.pdf"
        Content-ID: <i@x>
        Content-Location: http://x.example/
         a

        AQID
        --b--

        """

    @Test("the fields come in JMAP's forms")
    func fields() throws {
        let object = try jmapObject(mail) { $0.file = "a b.eml" }
        #expect(object["file"] as? String == "a b.eml")
        #expect(object["size"] as? Int == mail.replacing("\n", with: "\r\n").utf8.count)
        #expect(object["messageId"] as? [String] == ["1@x.example"])
        #expect(object["inReplyTo"] is NSNull)
        #expect(object["references"] as? [String] == ["a@b", "c@d"])
        let from = try #require(object["from"] as? [[String: Any]])
        #expect(from.count == 2 && from[0]["name"] as? String == "Jörg" && from[0]["email"] as? String == "j@x.example")
        #expect(from[1]["name"] is NSNull)
        #expect((object["to"] as? [Any])?.isEmpty == true)
        #expect(object["cc"] is NSNull && object["blobId"] == nil)
        #expect(object["subject"] as? String == "Hallo Welt")
        #expect(object["sentAt"] as? String == "2026-11-22T09:14:00+01:00")
        let headers = try #require(object["headers"] as? [[String: String]])
        #expect(headers[2] == ["name": "Subject", "value": "  Hallo\r\n Welt"])
        #expect(headers.count == 8)
        #expect(
            object.keys.filter { $0.hasPrefix("header:") }.sorted() == [
                "header:From:asGroupedAddresses", "header:To:asGroupedAddresses",
            ])
    }

    @Test("of fields that stand twice the last one counts, as the RFC says")
    func lastField() throws {
        let object = try jmapObject("Subject: a\nFrom: a@b\nDate: x\nsubject: b\nfrom: c@d\n\n")
        #expect(object["subject"] as? String == "b")
        #expect((object["from"] as? [[String: Any]])?.map { $0["email"] as? String } == ["c@d"])
        let kinds = (object["defects"] as? [[String: Any]])?.compactMap { $0["kind"] as? String }
        #expect(kinds == ["duplicateField", "duplicateField", "malformedDate"])
    }

    @Test("fields that the RFC gives a form come in it where they are")
    func furtherForms() throws {
        let object = try jmapObject(
            """
            Resent-To: a@b
            Resent-To: c@d, e@f
            Resent-Date: x
            Resent-Message-ID: <r@x>
            Comments: one
            Comments: two
            List-Id: Shop <shop.example>
            List-Unsubscribe: <https://x.example/u>, <mailto:u@x.example>


            """)
        #expect((object["header:Resent-To:asAddresses:all"] as? [[Any]])?.map(\.count) == [1, 2])
        #expect((object["header:Resent-To:asGroupedAddresses:all"] as? [[Any]])?.map(\.count) == [1, 1])
        #expect((object["header:Resent-Date:asDate:all"] as? [Any])?.first is NSNull)
        #expect(object["header:Resent-Message-ID:asMessageIds:all"] as? [[String]] == [["r@x"]])
        #expect(object["header:Comments:asText:all"] as? [String] == ["one", "two"])
        #expect(object["header:List-Id:asText"] as? String == "Shop <shop.example>")
        #expect(
            object["header:List-Unsubscribe:asURLs"] as? [String] == ["https://x.example/u", "mailto:u@x.example"])
    }

    @Test("properties that are asked for come under the names that were given, each once")
    func askedProperties() throws {
        let names = ["header:list-id:asText", "header:List-Id:asText", "header:X:asDate:all", "header:X:asDate:all"]
        let message = Message(parsing: Array("List-Id: <a>\n\n".utf8))
        var options = JMAPEmail.Options()
        options.properties = try names.map { try JMAPHeaderProperty($0) }
        let json = String(decoding: JMAPEmail(message, options).json, as: UTF8.self)
        for name in Set(names) { #expect(json.ranges(of: "\"\(name)\":").count == 1) }
    }

    @Test("the body comes as structure, lists and values")
    func body() throws {
        let object = try jmapObject(mail)
        #expect(object["hasAttachment"] as? Bool == true)
        #expect(object["preview"] as? String == "Grüße aus Köln")
        let root = try #require(object["bodyStructure"] as? [String: Any])
        #expect(root["type"] as? String == "multipart/mixed" && root["partId"] is NSNull)
        #expect((root["headers"] as? [Any])?.count == 8)
        let parts = try #require(root["subParts"] as? [[String: Any]])
        let texts = try #require(parts[0]["subParts"] as? [[String: Any]])
        #expect(texts.map { $0["partId"] as? String } == ["1.1", "1.2"])
        #expect(texts[0]["language"] as? [String] == ["de", "en"])
        #expect(texts.map { $0["charset"] as? String } == ["utf-8", "us-ascii"])
        #expect(texts[1]["subParts"] is NSNull && texts[1]["language"] is NSNull && texts[1]["disposition"] is NSNull)
        #expect(texts[1]["headers"] as? [[String: String]] == [["name": "Content-Type", "value": " text/html"]])
        #expect(parts[1]["partId"] as? String == "2")
        let file = try #require((object["attachments"] as? [[String: Any]])?.first)
        #expect(file["name"] as? String == "dir/x.pdf" && file["size"] as? Int == 3 && file["cid"] as? String == "i@x")
        #expect(file["disposition"] as? String == "attachment" && file["location"] as? String == "http://x.example/a")
        #expect(file["charset"] is NSNull && file["blobId"] is NSNull && file["headers"] == nil)
        let values = try #require(object["bodyValues"] as? [String: [String: Any]])
        #expect(values["1.1"]?["value"] as? String == "Grüße\n aus  Köln")
        #expect(values["1.2"]?["value"] as? String == "<p>Hi</p>")
        #expect(
            values["1.1"]?["isEncodingProblem"] as? Bool == false && values["1.1"]?["isTruncated"] as? Bool == false)
        #expect((object["textBody"] as? [[String: Any]])?.map { $0["partId"] as? String } == ["1.1"])
        #expect((object["htmlBody"] as? [[String: Any]])?.map { $0["partId"] as? String } == ["1.2"])
    }

    @Test("parts have the fields of their own header that are asked for")
    func bodyProperties() throws {
        let object = try jmapObject(mail) {
            $0.bodyProperties = [try JMAPHeaderProperty("header:content-id:asMessageIds")]
        }
        let root = try #require(object["bodyStructure"] as? [String: Any])
        #expect(root["header:content-id:asMessageIds"] is NSNull)
        let files = try #require(object["attachments"] as? [[String: Any]])
        #expect(files.map { $0["header:content-id:asMessageIds"] as? [String] } == [["i@x"]])
    }

    @Test("equal content has equal ids, multiparts have none")
    func blobIDs() throws {
        let object = try jmapObject(mail) { $0.blobID = { "n\($0.count)" } }
        #expect(object["blobId"] as? String == "n\(mail.replacing("\n", with: "\r\n").utf8.count)")
        let root = try #require(object["bodyStructure"] as? [String: Any])
        #expect(root["blobId"] is NSNull)
        #expect((object["attachments"] as? [[String: Any]])?.map { $0["blobId"] as? String } == ["n3"])
    }

    @Test("headers alone leave out the body and its defects")
    func headersOnly() throws {
        let broken = mail.replacing("--b--", with: "")
        #expect((try jmapObject(broken)["defects"] as? [Any])?.isEmpty == false)
        let object = try jmapObject(broken) { $0.headersOnly = true }
        #expect(object["subject"] as? String == "Hallo Welt")
        for key in ["bodyStructure", "bodyValues", "textBody", "htmlBody", "attachments", "preview", "hasAttachment"] {
            #expect(object[key] == nil)
        }
        #expect((object["defects"] as? [Any])?.isEmpty == true)
    }

    @Test("an enclosed message is one part, a part of a digest has no charset but the implied one")
    func enclosedMessages() throws {
        let object = try jmapObject(
            """
            Content-Type: multipart/digest; boundary=b

            --b

            Content-Type: multipart/mixed; boundary=c

            --c

            inside
            --c--
            --b--

            """)
        let root = try #require(object["bodyStructure"] as? [String: Any])
        let parts = try #require(root["subParts"] as? [[String: Any]])
        #expect(parts.map { $0["type"] as? String } == ["message/rfc822"])
        #expect(parts.map { $0["charset"] as? String } == ["us-ascii"])
        #expect(parts.allSatisfy { $0["subParts"] is NSNull && $0["partId"] as? String == "1" })
        #expect((object["attachments"] as? [Any])?.count == 1 && (object["textBody"] as? [Any])?.isEmpty == true)
        #expect((object["bodyValues"] as? [String: Any])?.isEmpty == true)
    }

    @Test("a file that stands uuencoded in a text is an attachment below it")
    func uuencodedFile() throws {
        let object = try jmapObject("Subject: x\n\nHi\nbegin 644 a.bin\n#86)C\n`\nend\nbye\n")
        let files = try #require(object["attachments"] as? [[String: Any]])
        #expect(files.map { $0["partId"] as? String } == ["1.1"])
        #expect(files.map { $0["name"] as? String } == ["a.bin"] && files.map { $0["size"] as? Int } == [3])
        #expect(files.allSatisfy { $0["charset"] is NSNull })
        let values = try #require(object["bodyValues"] as? [String: [String: Any]])
        #expect(values["1"]?["value"] as? String == "Hi\nbye\n")
    }

    @Test("a preview is one line of at most 256 characters without control characters")
    func preview() throws {
        let text = String(repeating: "ä 𝄞\t\n", count: 200) + "\u{7}"
        let preview = try #require(
            try jmapObject("Content-Type: text/plain; charset=utf-8\n\n \u{1}" + text)["preview"] as? String)
        #expect(preview.unicodeScalars.count <= 256 && preview.hasPrefix("ä 𝄞 ä 𝄞 ä"))
        #expect(!preview.contains { $0.isNewline || $0 == "\u{1}" })
    }
}
