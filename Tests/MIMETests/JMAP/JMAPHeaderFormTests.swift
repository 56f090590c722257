import Testing

@testable import MIME

@Suite struct JMAPHeaderFormTests {
    @Test(
        "a field has the value that its form says",
        arguments: [
            ("header:X", "X: a\n  b \u{E4}", #"" a\r\n  b ä""#), ("header:X", "X:", #""""#),
            ("header:x", "X: a\nx: b", #"" b""#), ("header:X:all", "X: a\nx: b", #"[" a"," b"]"#),
            ("header:Y", "X: a", "null"), ("header:Y:all", "X: a", "[]"), ("header:Y:asText", "X: a", "null"),
            ("header:Y:asAddresses:all", "X: a", "[]"), ("header:X:asRaw", "X: a\0b", #"" ab""#),
            ("header:Subject:asText", "Subject:   a\n b", #""a b""#),
            ("header:Subject:asText", "Subject: =?utf-8?q?J=C3=B6?=\n =?utf-8?q?rg?=", #""Jörg""#),
            ("header:Subject:asText", "Subject: o\u{308}", "\"\u{F6}\""),
            ("header:Subject:asText", "Subject: =?utf-8?q?o=CC=88?=", "\"\u{F6}\""),
            ("header:Keywords:asText:all", "Keywords: a, b\nKeywords: c", #"["a, b","c"]"#),
            ("header:Date:asDate", "Date: Sun, 22 Nov 2026 09:14:00 +0100", #""2026-11-22T09:14:00+01:00""#),
            ("header:Date:asDate", "Date: 22 Nov 2026 09:14 GMT", #""2026-11-22T09:14:00Z""#),
            ("header:Date:asDate", "Date: tomorrow", "null"),
            ("header:Date:asDate", "Date: 31 Dec 9999 24:00:00 +0000", "null"),
            ("header:References:asMessageIds", "References: <a@b> (<x@y>) <c@d>\n <a@b>", #"["a@b","c@d","a@b"]"#),
            ("header:In-Reply-To:asMessageIds", "In-Reply-To: Your mail of Monday <a@b>", #"["a@b"]"#),
            ("header:In-Reply-To:asMessageIds", "In-Reply-To: a@b", #"["a@b"]"#),
            ("header:In-Reply-To:asMessageIds", "In-Reply-To: Monday", "null"),
            ("header:Message-ID:asMessageIds", "Message-ID: < a@\n b>", #"["a@b"]"#),
            ("header:Message-ID:asMessageIds", "Message-ID: (x <a@b>", #"["a@b"]"#),
            ("header:Message-ID:asMessageIds", "Message-ID: <<a@b>>", #"["a@b"]"#),
            (
                "header:List-Post:asURLs", "List-Post: (a\n <b>) <mailto:l@x>, (c) <https://x/(y)?a=\n b>",
                #"["mailto:l@x","https://x/(y)?a=b"]"#
            ),
            ("header:List-Post:asURLs", "List-Post: NO (not here)", "null"),
            ("header:List-Post:asURLs", "List-Post: https://x/", "null"),
        ])
    func value(name: String, header: String, expected: String) throws {
        #expect(try jmapValue(name, header + "\n\n") == expected)
    }

    /// The example of RFC 8621 §4.1.2.3 and §4.1.2.4, with the letter that its prose lost.
    private let list = """
        To: "  James Smythe" <james@example.com>, Friends:
          jane@example.com, =?UTF-8?Q?John_Sm=C3=AEth?=
          <john@example.com>;


        """

    @Test("the addresses of groups stand among the others")
    func addresses() throws {
        #expect(
            try jmapValue("header:To:asAddresses", list) == """
                [{"email":"james@example.com","name":"James Smythe"},{"email":"jane@example.com","name":null},\
                {"email":"john@example.com","name":"John Smîth"}]
                """)
    }

    @Test("grouped addresses keep their groups, and a row of others is a group without a name")
    func groups() throws {
        #expect(
            try jmapValue("header:To:asGroupedAddresses", list) == """
                [{"addresses":[{"email":"james@example.com","name":"James Smythe"}],"name":null},\
                {"addresses":[{"email":"jane@example.com","name":null},{"email":"john@example.com","name":"John Smîth"}],\
                "name":"Friends"}]
                """)
        #expect(
            try jmapValue("header:To:asGroupedAddresses:all", "To: a@b, c@d (C), u:;, e@f\nTo:\n\n") == """
                [[{"addresses":[{"email":"a@b","name":null},{"email":"c@d","name":"C"}],"name":null},\
                {"addresses":[],"name":"u"},{"addresses":[{"email":"e@f","name":null}],"name":null}],[]]
                """)
    }

    @Test("raw values that are no UTF-8 are replaced byte by byte, and NUL is dropped")
    func rawBytes() throws {
        let message = Message(parsing: Array("X: a".utf8) + [0xE4, 0, 0x62, 0xFF] + Array("\r\n\r\n".utf8))
        let object = try jmapObject(message) { $0.properties = [try JMAPHeaderProperty("header:X")] }
        #expect(object["header:X"] as? String == " a\u{FFFD}b\u{FFFD}")
    }

    @Test(
        "a field has the forms that RFC 8621 allows",
        arguments: [
            ("Subject", "asRaw asText"), ("COMMENTS", "asRaw asText"), ("keywords", "asRaw asText"),
            ("From", "asRaw asAddresses asGroupedAddresses"), ("resent-bcc", "asRaw asAddresses asGroupedAddresses"),
            ("Resent-Reply-To", "asRaw asAddresses asGroupedAddresses"), ("References", "asRaw asMessageIds"),
            ("Resent-Message-ID", "asRaw asMessageIds"), ("Date", "asRaw asDate"), ("Resent-Date", "asRaw asDate"),
            ("List-Archive", "asRaw asURLs"), ("Received", "asRaw"), ("Return-Path", "asRaw"),
            (
                "List-Id", "asRaw asText asAddresses asGroupedAddresses asMessageIds asDate asURLs"
            ),
            (
                "X-Mailer", "asRaw asText asAddresses asGroupedAddresses asMessageIds asDate asURLs"
            ),
        ])
    func allowed(field: String, forms: String) {
        #expect(JMAPHeaderForm.allowed(for: field).map(\.rawValue).joined(separator: " ") == forms)
    }

    @Test(
        "a property that cannot be given says what to write instead",
        arguments: [
            ("subject", "write header:NAME"), ("header", "write header:NAME"), ("Header:X", "write header:NAME"),
            ("", "write header:NAME"), ("header:", "visible ASCII"), ("header:a b", "visible ASCII"),
            ("header:ä", "visible ASCII"), ("header::asText", "visible ASCII"), ("header:X:asFoo", "no such form"),
            ("header:X:astext", "no such form"), ("header:X:", "no such form"),
            ("header:X:all:asText", ":all behind it"), ("header:X:asText:asText", ":all behind it"),
            ("header:X:all:all", "no such form"),
            ("header:From:asDate", "From may be read asRaw, asAddresses, asGroupedAddresses"),
            ("header:received:asText:all", "received may be read asRaw"),
        ])
    func cures(name: String, cure: String) {
        let error = #expect(throws: JMAPPropertyError.self) { _ = try JMAPHeaderProperty(name) }
        #expect(error?.cure.contains(cure) == true)
        #expect(error?.description.hasPrefix(name + ": ") == true)
    }

    @Test("times are RFC 3339, or none outside its years")
    func times() {
        #expect(internetText(0) == "1970-01-01T00:00:00Z")
        #expect(internetText(0, offsetMinutes: -210) == "1969-12-31T20:30:00-03:30")
        #expect(internetText(-62_135_596_800) == "0001-01-01T00:00:00Z")
        #expect(internetText(253_402_300_800) == nil)
        #expect(internetText(-62_167_219_201) == nil)
    }

    private func internetText(_ seconds: Int64, offsetMinutes: Int = 0) -> String? {
        DateTime(secondsSinceEpoch: seconds, offsetMinutes: offsetMinutes).internetText
    }
}
