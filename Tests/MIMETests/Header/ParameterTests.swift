import MIME
import Testing

@Suite("Parameters")
struct ParameterTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let behaviour: String
        let raw: String
        let expected: [String]

        init(_ behaviour: String, _ raw: String, _ expected: [String]) {
            self.behaviour = behaviour
            self.raw = raw
            self.expected = expected
        }

        var testDescription: String { behaviour }
    }

    static let rows: [Row] = [
        Row(
            "plain and quoted", "text/plain; charset=utf-8; name=\"a b\"", ["text/plain", "charset=utf-8", "name=a b"]),
        Row(
            "blanks, comments and stray semicolons", "text / plain (x) ;; ; charset = \"us-ascii\" (y)",
            ["text/plain", "charset=us-ascii"]),
        Row("a missing semicolon", "text/plain charset=utf-8", ["text/plain", "charset=utf-8"]),
        Row("no value at all", ";charset=x", ["", "charset=x"]),
        Row(
            "a comment behind an unquoted value", "text/plain; charset=us-ascii (Plain text)",
            ["text/plain", "charset=us-ascii"]),
        Row(
            "an unquoted file name with blanks", "attachment; filename=My file (1).pdf; size=3",
            ["attachment", "filename=My file (1).pdf", "size=3"]),
        Row(
            "another field on the same line", "text/plain; charset=\"x\" Content-Transfer-Encoding: 8bit",
            ["text/plain", "charset=x"]),
        Row("the first of two equal names", "text/plain; charset=a; charset=b", ["text/plain", "charset=a"]),
        Row("an open quote", "attachment; filename=\"abc", ["attachment", "filename=abc"]),
        Row(
            "RFC 2231 encoding", "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf",
            ["attachment", "filename=Größe.pdf"]),
        Row(
            "segments in any order", "attachment; filename*1*=%C3%9Fe.pdf; filename*0*=UTF-8''Gr%C3%B6",
            ["attachment", "filename=Größe.pdf"]),
        Row("a gap ends the value", "attachment; filename*0=a; filename*2=c", ["attachment", "filename=a"]),
        Row("no first segment", "attachment; filename*1=b", ["attachment"]),
        Row(
            "a percent sign in a plain segment", "attachment; filename*0*=utf-8''a%20; filename*1=50%25",
            ["attachment", "filename=a 50%25"]),
        Row("an empty charset", "attachment; filename*=''%C3%A4", ["attachment", "filename=ä"]),
        Row("a charset in later segments is text", "a; x*0*=iso-8859-1'de'%E4; x*1*=utf-8''b", ["a", "x=äutf-8''b"]),
        Row(
            "quotes around an encoded value", "text/plain; name*=\"iso-8859-1''Fr%F6sche.txt\"",
            ["text/plain", "name=Frösche.txt"]),
        Row(
            "the starred one wins", "attachment; filename=plain.txt; filename*=utf-8''star.txt",
            ["attachment", "filename=star.txt"]),
        Row(
            "an encoded word split over segments",
            "attachment; filename*0=\"=?utf-8?q?Gr=C3\"; filename*1=\"=B6=C3=9Fe?=\"", ["attachment", "filename=Größe"]),
        Row(
            "encoded words in a quoted value", "attachment; filename=\"=?UTF-8?B?w6QudHh0?=\"",
            ["attachment", "filename=ä.txt"]),
        Row("a bare encoded word", "image/gif; name==?utf-8?q?=C3=A4?=.gif", ["image/gif", "name=ä.gif"]),
        Row(
            "a folded quoted value keeps its blanks", "multipart/mixed; boundary=\"ab\r\n cd\"",
            ["multipart/mixed", "boundary=ab cd"]),
        Row("escapes in quotes", "a; filename=\"a\\\"b\"", ["a", "filename=a\"b"]),
    ]

    @Test("reads parameters", arguments: rows)
    func reads(row: Row) throws {
        let value = try Mail.field("Content-Disposition", row.raw).parameters
        #expect([value.value] + value.parameters.map { "\($0.name)=\($0.value)" } == row.expected)
    }

    @Test("keeps no more parameters than the limit")
    func limit() throws {
        let raw = "a" + (0..<500).map { "; p\($0)=v" }.joined()
        #expect(try Mail.field("X", raw).parameters.parameters.count == Limits.default.parameters)
    }
}
