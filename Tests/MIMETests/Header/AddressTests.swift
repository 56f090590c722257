import MIME
import Testing

@Suite("Addresses")
struct AddressTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let behaviour: String
        let raw: String
        /// `name|address`, a group as `group[...]`.
        let expected: [String]
        let defects: [Defect.Kind]

        init(_ behaviour: String, _ raw: String, _ expected: [String], _ defects: [Defect.Kind] = []) {
            self.behaviour = behaviour
            self.raw = raw
            self.expected = expected
            self.defects = defects
        }

        var testDescription: String { behaviour }
    }

    static let rows: [Row] = [
        Row("a bare address", "a@x.example", ["|a@x.example"]),
        Row("a name in quotes", "\"Giant; \\\"Big\\\" Box\" <s@x.example>", ["Giant; \"Big\" Box|s@x.example"]),
        Row("two mailboxes", "A <a@x>, B <b@y>", ["A|a@x", "B|b@y"]),
        Row(
            "a quoted local part with an @ in it", "\"x@gmail.com y\"@shop.example", ["|\"x@gmail.com y\"@shop.example"]
        ),
        Row("quotes that are not needed", "\"john.doe\"@x.example", ["|john.doe@x.example"]),
        Row(
            "the domain ends at a comment", "u@good.example(x)evil.example", ["x|u@good.example"], [.textAfterAddress]),
        Row("an unquoted comma in a name", "Meier, Hans <h@x>", ["Meier, Hans|h@x"]),
        Row("an unquoted @ in a name", "a@b <c@d>", ["a@b|c@d"]),
        Row("square brackets in a name", "[Shop] Team <t@x>", ["[Shop] Team|t@x"]),
        Row("an empty group", "undisclosed-recipients:;", ["undisclosed-recipients[]"]),
        Row("a group", "Team: A <a@x>, b@y; c@z", ["Team[A|a@x, |b@y]", "|c@z"]),
        Row("an unclosed group", "Team: a@x", ["Team[|a@x]"], [.unclosedGroup]),
        Row("nested groups", "A: b@x, C: d@y; e@z;", ["A[|b@x, |d@y, |e@z]"]),
        Row("groups too deep are skipped", "a:b:c:d:e@x; f@y", ["a[|f@y]"], [.groupTooDeep, .unclosedGroup]),
        Row(
            "semicolons, stray commas, a missing bracket", "a@x; b@y,, <c@z", ["|a@x", "|b@y", "|c@z"],
            [.malformedAddress]),
        Row("a comment as the name", "a@x (Support)", ["Support|a@x"]),
        Row("nested and escaped comments", "a@x (S (u\\)p) port)", ["S (u)p) port|a@x"]),
        Row(
            "a comment does not replace a name", "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>",
            ["Pete|pete@silly.test"]),
        Row("a source route", "<@r.example:u@x>", ["|u@x"], [.sourceRoute]),
        Row("a long source route", "<@r,@s:u@x>", ["|u@x"], [.sourceRoute]),
        Row("blanks around @ and dots", "u @ x . de", ["|u@x.de"]),
        Row("double brackets", "<<u@x>>", ["|u@x"]),
        Row("mailto: in brackets", "<mailto:u@x>", ["|u@x"], [.malformedAddress]),
        Row("no domain", "root", ["|root"], [.addressWithoutDomain]),
        Row("a name alone", "Foo Bar", ["Foo Bar|"], [.addressWithoutDomain]),
        Row("an empty reverse path", "<>", []),
        Row(
            "words before an address without brackets", "John Doe john@x.example", ["John Doe|john@x.example"],
            [.malformedAddress]),
        Row("a missing comma", "a@x b@y", ["|a@x", "|b@y"], [.textAfterAddress]),
        Row("two @ without quotes", "x@gmail.com@shop.example", ["|\"x@gmail.com\"@shop.example"], [.malformedAddress]),
        Row("decoded text never becomes an address", "=?utf-8?q?boss=40shop.de?= <a@evil>", ["boss@shop.de|a@evil"]),
        Row("an encoded comma does not separate", "=?utf-8?q?Meier=2C_Hans?= <h@x>", ["Meier, Hans|h@x"]),
        Row("a raw comma inside an encoded word", "=?utf-8?q?Meier, Hans?= <h@x>", ["Meier, Hans|h@x"]),
        Row("encoded words in quotes", "\"=?utf-8?B?w6Q=?=\" <a@x>", ["ä|a@x"]),
        Row(
            "an encoded address alone is a name", "=?utf-8?q?boss=40shop.de?=", ["boss@shop.de|"],
            [.addressWithoutDomain]),
        Row("raw UTF-8 in name and address", "Jürgen <jürgen@müller.example>", ["Jürgen|jürgen@müller.example"]),
        Row("a domain literal", "u@[192.0.2.1]", ["|u@[192.0.2.1]"]),
        Row("two angle addresses in a row", "A <a@x> B <b@y>", ["A|a@x", "B|b@y"], [.malformedAddress]),
        Row(
            "obsolete comments in a domain", "J <j@machine(comment).  example>", ["J|j@machine.example"],
            [.malformedAddress]),
        Row("nothing", "", []),
        Row("only commas", ",,, ,", []),
    ]

    @Test("reads lists", arguments: rows)
    func reads(row: Row) throws {
        let list = try Mail.field("To", row.raw).addressList
        #expect(list.addresses.map(Self.describe) == row.expected)
        #expect(list.defects.sorted { $0.rawValue < $1.rawValue } == row.defects.sorted { $0.rawValue < $1.rawValue })
    }

    static func describe(_ address: Address) -> String {
        switch address {
        case .mailbox(let mailbox): "\(mailbox.name ?? "")|\(mailbox.address)"
        case .group(let name, let members):
            "\(name)[\(members.map { "\($0.name ?? "")|\($0.address)" }.joined(separator: ", "))]"
        }
    }

    @Test(
        "line ends and NUL in a quoted local part are never delivered as an address",
        arguments: ["\"a\\\r\n RCPT\"@x", "\"a\r\n b\"@x", "\"a\u{0}\"@x"])
    func controlCharacters(raw: String) throws {
        let list = try Mail.field("From", raw).addressList
        #expect(list.addresses.isEmpty)
        #expect(list.defects.contains(.addressWithControlCharacter))
    }

    @Test("all From fields are kept")
    func twoFrom() {
        let message = Mail.parse("From: a@x\nFrom: b@y\n\n")
        #expect(message.from.mailboxes.map(\.address) == ["a@x", "b@y"])
        #expect(message.has(.duplicateField))
    }

    @Test("lists stop at the limit")
    func limit() {
        let message = Mail.parse("To: " + String(repeating: "a@x, ", count: 3000) + "\n\n")
        #expect(message.to.count == 2000)
        #expect(message.addressList("to").defects == [.tooManyAddresses])
    }

    @Test("unclosed structure takes linear time", arguments: ["(", "<", "g:", "\"a\\\" ", "a, ", "=?u?q?", "@"])
    func openStructure(unit: String) throws {
        _ = try Mail.field("To", String(repeating: unit, count: 60_000) + "a@x.example").addressList
    }

    @Test("an address splits at its last @")
    func splits() {
        let mailbox = Mailbox(address: "\"a@b\"@c.example")
        #expect(mailbox.localPart == "\"a@b\"")
        #expect(mailbox.domain == "c.example")
    }
}
