import Foundation
import Testing

@testable import MIME

@Suite struct JMAPBodyValueTests {
    private func value(_ type: String, _ fields: String, _ body: [UInt8], longest: Int = 0) throws -> [String: Any] {
        let mail = Array("Content-Type: \(type)\r\n\(fields)\r\n".utf8) + body
        let object = try jmapObject(Message(parsing: mail)) { $0.maxBodyValueBytes = longest }
        let values = try #require(object["bodyValues"] as? [String: [String: Any]])
        return try #require(values["1"])
    }

    @Test(
        "an encoding problem is a charset or coding that is unknown, or text that is malformed in its charset",
        arguments: [
            ("text/plain; charset=utf-8", "", [0x61, 0xFF, 0xFE, 0x62], true),
            ("text/plain; charset=utf-8", "", [0xC3, 0xA4], false),
            ("text/plain; charset=gb2312", "", [0xFF, 0xFF, 0x41], true),
            ("text/plain; charset=gb2312", "", [0xC4, 0xE3], false),
            ("text/plain; charset=x-nobody", "", [0x61], true), ("text/plain", "", [0xE4], false),
            ("text/plain", "Content-Transfer-Encoding: x-nobody\r\n", [0x61], true),
            ("text/plain", "Content-Transfer-Encoding: 8BIT (as is)\r\n", [0x61], false),
            ("text/plain", "Content-Transfer-Encoding:\r\n", [0x61], false),
            ("text/plain", "Content-Transfer-Encoding: quoted-printable\r\n", Array("a=XX".utf8), false),
        ] as [(String, String, [UInt8], Bool)])
    func encodingProblem(type: String, fields: String, body: [UInt8], expected: Bool) throws {
        #expect(try value(type, fields, body)["isEncodingProblem"] as? Bool == expected)
    }

    @Test(
        "lines end in LF, and a lone CR stays",
        arguments: [
            ("a\r\nb\r\n", "a\nb\n"), ("a\rb\r\r\nc\r", "a\rb\r\nc\r"), ("\r\n", "\n"), ("\n\n", "\n\n"), ("", ""),
        ])
    func lineEnds(body: String, expected: String) throws {
        let part = Message(parsing: Array(("X: y\r\n\r\n" + body).utf8))
        let text = part.decodedText(of: part.parts[0].node)
        let value = JMAPBodyValue(text, isHTML: false, hasUnknownCoding: false, longest: 0)
        #expect(value.value == expected)
    }

    @Test(
        "a long value is cut between characters, and not inside a tag",
        arguments: [
            ("text/plain", "abcd", 3, "abc"), ("text/plain", "abcd", 4, "abcd"), ("text/plain", "aää", 4, "aä"),
            ("text/plain", "𝄞", 3, ""), ("text/plain", "a<b c>", 4, "a<b "), ("text/html", "a<b c>d", 4, "a"),
            ("text/html", "a</b >d", 4, "a"), ("text/html", "a < b c", 5, "a < b"), ("text/html", "<b>ab", 4, "<b>a"),
            ("text/html", "ab<b>", 3, "ab"), ("text/html", "a\r\nb", 2, "a\n"), ("text/html", "a\r\nb", 3, "a\nb"),
        ])
    func truncation(type: String, body: String, longest: Int, expected: String) throws {
        let value = try value(type + "; charset=utf-8", "", Array(body.utf8), longest: longest)
        #expect(value["value"] as? String == expected)
        let whole = body.replacing("\r\n", with: "\n")
        #expect(value["isTruncated"] as? Bool == (expected != whole))
    }

    private let mail = """
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: multipart/alternative; boundary=c

        --c

        a
        --c
        Content-Type: text/html

        b
        --c--
        --b
        Content-Type: text/csv
        Content-Transfer-Encoding: base64

        =!=YQ
        --b--

        """

    @Test(
        "bodyValues has the texts that were asked for",
        arguments: [
            (true, true, false, ["1.1", "1.2"]), (true, false, false, ["1.1"]), (false, true, false, ["1.2"]),
            (false, false, true, ["1.1", "1.2", "2"]), (false, false, false, []),
        ])
    func fetched(text: Bool, html: Bool, all: Bool, expected: [String]) throws {
        let object = try jmapObject(mail) {
            ($0.fetchTextBodyValues, $0.fetchHTMLBodyValues, $0.fetchAllBodyValues) = (text, html, all)
        }
        #expect((object["bodyValues"] as? [String: Any])?.keys.sorted() == expected)
    }

    @Test("a defect of a part's content names the part")
    func defects() throws {
        let defects = try #require(try jmapObject(mail)["defects"] as? [[String: Any]])
        #expect(defects.map { $0["kind"] as? String } == ["malformedBase64"])
        #expect(defects.map { $0["partId"] as? String } == ["2"])
    }
}
