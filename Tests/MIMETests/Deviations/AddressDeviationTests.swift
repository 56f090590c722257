import MIME
import Testing

@Suite("Deviations: addresses")
struct AddressDeviationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let deviation: String
        let raw: String
        /// `name|address`, a group as `group[...]`.
        let expected: [String]
        let defects: Set<Defect.Kind>

        init(_ deviation: String, _ raw: String, _ expected: [String], _ defects: Set<Defect.Kind> = []) {
            self.deviation = deviation
            self.raw = raw
            self.expected = expected
            self.defects = defects
        }

        var testDescription: String { "\(deviation): \(raw)" }
    }

    static let rows: [Row] = [
        Row("quoted local part with @", "\"x@gmail.com y\"@shop.example", ["|\"x@gmail.com y\"@shop.example"]),
        Row("quoted local part with @", "<\"a@b\"@shop.example>", ["|\"a@b\"@shop.example"]),
        Row("quoted local part with @", "\"a@b, <c@d>\"@shop.example", ["|\"a@b, <c@d>\"@shop.example"]),
        Row("quoted local part with escapes", "\"a\\\"@b\"@x.example", ["|\"a\\\"@b\"@x.example"]),
        Row("comment after domain", "u@good.example(x)evil.example", ["x|u@good.example"], [.textAfterAddress]),
        Row("comment after domain", "<u@good.example(x)evil.example>", ["|u@good.example"], [.textAfterAddress]),
        Row(
            "comment after domain", "u@good.example (x) @evil.example", ["x|u@good.example", "|@evil.example"],
            [.textAfterAddress, .malformedAddress]),
        Row("unquoted comma in a name", "Meier, Hans <h@x>", ["Meier, Hans|h@x"]),
        Row("unquoted commas in names", "A, B, C <a@x>, D, E <d@y>", ["A, B, C|a@x", "D, E|d@y"]),
        Row("unquoted @ in a name", "a@b <c@d>", ["a@b|c@d"]),
        Row("unquoted @ in a name", "Team @ Shop <c@d>", ["Team @ Shop|c@d"]),
        Row("unquoted [] in a name", "[Shop] Team [2] <t@x>", ["[Shop] Team [2]|t@x"]),
        Row("group", "Team: A <a@x>, b@y;", ["Team[A|a@x, |b@y]"]),
        Row("empty group", "undisclosed-recipients:;", ["undisclosed-recipients[]"]),
        Row("empty group without end", "undisclosed-recipients:", ["undisclosed-recipients[]"], [.unclosedGroup]),
        Row("unclosed group", "Team: a@x, b@y", ["Team[|a@x, |b@y]"], [.unclosedGroup]),
        Row("nested groups", "A: b@x, C: d@y; e@z;, f@w", ["A[|b@x, |d@y, |e@z]", "|f@w"]),
        Row("groups three deep are read", "a:b:c:e@x;;;", ["a[|e@x]"]),
        Row("groups four deep are skipped", "a:b:c:d:e@x;;;;", ["a[]"], [.groupTooDeep]),
        Row("semicolons as separators", "a@x; b@y; c@z", ["|a@x", "|b@y", "|c@z"]),
        Row("stray commas", ",a@x,, ,b@y,", ["|a@x", "|b@y"]),
        Row("missing >", "A <c@z", ["A|c@z"], [.malformedAddress]),
        Row("missing > before a comma", "A <a@x, B <b@y>", ["A|a@x", "B|b@y"], [.malformedAddress]),
        Row("all three", "a@x; b@y,, <c@z", ["|a@x", "|b@y", "|c@z"], [.malformedAddress]),
        Row("comment as display name", "a@x (Support)", ["Support|a@x"]),
        Row("comment as display name", "(Support) a@x", ["Support|a@x"]),
        Row("comment as display name", "<a@x> (Support)", ["Support|a@x"]),
        Row("nested comment", "a@x (S (u) p)", ["S (u) p|a@x"]),
        Row("escaped comment", "a@x (S\\)u\\(p)", ["S)u(p|a@x"]),
        Row("unclosed comment", "a@x (Support", ["Support|a@x"]),
        Row("comment beside a name", "Shop (Support) <a@x>", ["Shop|a@x"]),
        Row("no domain", "root", ["|root"], [.addressWithoutDomain]),
        Row("no domain", "Root <root>", ["Root|root"], [.addressWithoutDomain]),
        Row("no domain", "root@", ["|root"], [.addressWithoutDomain]),
        Row("no local part", "@x.example", ["|@x.example"], [.malformedAddress]),
        Row("route", "<@r:u@x>", ["|u@x"], [.sourceRoute]),
        Row("route", "A <@r.example,@s.example:u@x>", ["A|u@x"], [.sourceRoute]),
        Row("double angle", "<<u@x>>", ["|u@x"]),
        Row("double angle", "A <<u@x>>, b@y", ["A|u@x", "|b@y"]),
        Row("spaces around @ and dots", "u @ x . de", ["|u@x.de"]),
        Row("spaces around @ and dots", "<u . v @ x . de>", ["|u.v@x.de"]),
        Row("group in From", "Shop: a@x;", ["Shop[|a@x]"]),
    ]

    @Test("are read", arguments: rows)
    func reads(row: Row) throws {
        let list = try Mail.field("From", row.raw).addressList
        #expect(list.addresses.map(AddressTests.describe) == row.expected)
        #expect(Set(list.defects) == row.defects)
    }

    @Test(
        "CR/LF or NUL inside a quoted local part: never delivered as an address",
        arguments: [
            "\"a\r\nRCPT\"@x", "\"a\r\n RCPT\"@x", "\"a\nRCPT\"@x", "\"a\rRCPT\"@x", "\"a\u{0}\"@x", "<\"a\r\n b\"@x>",
            "\"a\\\r\\\n b\"@x", "a\u{0}b@x", "a@x\u{0}.example", "<a\u{1}@x>", "a@[1.2.3.4\u{0}]",
        ])
    func controls(raw: String) throws {
        let header = Header(parsing: Array("From: \(raw)\r\n\r\n".utf8))
        for address in header.fields.flatMap(\.addresses).mailboxes.map(\.address) {
            #expect(!address.utf8.contains { $0 < 0x20 || $0 == 0x7F })
            #expect(!address.contains("RCPT"))
        }
    }

    @Test(
        "250,000 open groups, and as many comments, brackets and quotes, are survived",
        arguments: ["g:", "(", "<", "\"", "["])
    func openStructure(unit: String) throws {
        let message = Mail.parse(
            "From: a@x\nTo: b@y, " + String(repeating: unit, count: 250_000) + "\n\n")
        #expect(message.from.mailboxes.map(\.address) == ["a@x"])
        #expect(message.to.mailboxes.first?.address == "b@y")
    }

    @Test("addresses stop at 2,000, with a defect")
    func many() {
        let message = Mail.parse("To: " + (0..<2500).map { "\($0)@x" }.joined(separator: ",\n ") + "\n\n")
        #expect(message.to.mailboxes.last?.address == "1999@x")
        #expect(message.fieldDefects == [Defect(.tooManyAddresses, at: 0)])
    }
}
