import MIME
import Testing

@Suite("Deviations: delimiters")
struct DelimiterDeviationTests {
    /// The body of the only part of a mail whose boundary is `BND`.
    private func onlyPart(_ body: String, _ lineEnd: String) -> [UInt8] {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=BND\n\n--BND\n\n\(body)\n--BND--\n", lineEnd: lineEnd)
        #expect(message.outline == ["multipart/mixed", " text/plain"])
        return message.content(of: message.parts[1])
    }

    @Test(
        "boundary only at the start of a line: other text with it stays in the part",
        arguments: [
            "visit --BND today", "--BND today", "--BNDx", " --BND", "-- BND", "--bnd", "--BND--x", "--BND --", "--BND-",
            "---BND", "-BND", "BND", "> --BND", "--BND\u{0}",
        ])
    func startOfLine(text: String) {
        for lineEnd in Mail.lineEnds { #expect(onlyPart(text, lineEnd) == Mail.bytes(text)) }
    }

    @Test(
        "boundary may be followed by white space, or by -- first",
        arguments: ["--BND \n\ntwo\n--BND--", "--BND\t \n\ntwo\n--BND-- \t", "--BND\n\ntwo\n--BND--"])
    func trailingSpace(rest: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse(
                "Content-Type: multipart/mixed; boundary=BND\n\n--BND\n\none\n\(rest)\nepilogue\n", lineEnd: lineEnd)
            #expect(message.outline == ["multipart/mixed", " text/plain", " text/plain"])
            #expect(message.text(of: message.parts[2]) == "two")
            #expect(message.defects.isEmpty)
        }
    }

    @Test(
        "boundary that is a prefix of another is compared in full",
        arguments: [
            ("abc", "abcd"), ("abcd", "abc"), ("X", "--X"), ("--X", "X"), ("X", "X--"), ("X--", "X"), ("-", "--"),
        ])
    func prefix(outer: String, inner: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse(
                "Content-Type: multipart/mixed; boundary=\"\(outer)\"\n\n--\(outer)\nContent-Type: multipart/related; boundary=\"\(inner)\"\n\n--\(inner)\n\none\n--\(inner)\n\ntwo\n--\(inner)--\n--\(outer)\n\nthree\n--\(outer)--\n",
                lineEnd: lineEnd)
            #expect(
                message.outline == [
                    "multipart/mixed", " multipart/related", "  text/plain", "  text/plain", " text/plain",
                ])
            #expect(message.parts.filter(\.isLeaf).map { message.text(of: $0) } == ["one", "two", "three"])
        }
    }

    static let spellings: [(deviation: String, parameter: String)] = [
        ("trailing spaces in the parameter", "boundary=\"b b  \""), ("trailing tab", "boundary=\"b b\t\""),
        ("folded value", "boundary=\"b\n b\""), ("folded before the value", "boundary=\n \"b b\""),
        ("encoded-word", "boundary=\"=?us-ascii?q?b_b?=\""), ("2231 form", "boundary*=us-ascii''b%20b"),
        ("2231 segments", "boundary*1=b; boundary*0=\"b \""), ("missing closing quote", "boundary=\"b b"),
        ("space before =", "boundary = \"b b\""), ("upper case", "BOUNDARY=\"b b\""),
        ("a comment before it", "(c) boundary=\"b b\""),
    ]

    @Test("odd spellings of the boundary parameter", arguments: spellings)
    func spelling(deviation: String, parameter: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse(
                "Content-Type: multipart/mixed; \(parameter)\n\n--b b\n\none\n--b b--\n", lineEnd: lineEnd)
            #expect(message.outline == ["multipart/mixed", " text/plain"], "\(deviation)")
        }
    }

    @Test(
        "unquoted special characters: read up to ; or line end",
        arguments: ["a:b=/c", "a=b?c", "<a@b>", "a,b", "=_a[1]", "'b'"])
    func unquoted(boundary: String) {
        for end in ["", "; charset=x"] {
            let message = Mail.parse(
                "Content-Type: multipart/mixed; boundary=\(boundary)\(end)\n\n--\(boundary)\n\none\n--\(boundary)--\n")
            #expect(message.outline == ["multipart/mixed", " text/plain"])
        }
    }

    @Test("the line end before a delimiter belongs to the delimiter", arguments: Mail.lineEnds)
    func lineEndBefore(lineEnd: String) {
        #expect(onlyPart("one", lineEnd) == Mail.bytes("one"))
        #expect(onlyPart("one\n", lineEnd) == Mail.bytes("one\n", lineEnd: lineEnd))
        #expect(onlyPart("", lineEnd).isEmpty)
    }
}
