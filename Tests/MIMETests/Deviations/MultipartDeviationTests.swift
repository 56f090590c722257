import MIME
import Testing

@Suite("Deviations: multiparts that do not end or begin as they should")
struct MultipartDeviationTests {
    private func leaves(_ message: Message) -> [String] {
        message.parts.filter(\.isLeaf).map { message.text(of: $0) }
    }

    @Test("no closing delimiter: the part ends at the end", arguments: Mail.lineEnds)
    func noClosing(lineEnd: String) {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n", lineEnd: lineEnd)
        #expect(leaves(message) == ["one", "two" + lineEnd])
        #expect(message.defects.map(\.kind) == [.missingClosingDelimiter])
    }

    @Test(
        "file cut off: what is there stays",
        arguments: [
            ("--b\n\none\n--b\n\ntw", ["one", "tw"]), ("--b\n\none\n--b\n", ["one", ""]),
            ("--b\n\none\n--b", ["one", ""]),
            ("--b\n\none\n--", ["one\n--"]), ("--b\nContent-Ty", ["Content-Ty"]), ("--b", [""]),
            ("--b\n\none\n--b\nContent-Type: text/html\n", ["one", ""]),
        ])
    func cutOff(body: String, expected: [String]) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse(
                "Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n\(body)", lineEnd: lineEnd)
            #expect(message.subject == "s")
            #expect(leaves(message) == expected.map { $0.replacing("\n", with: lineEnd) })
            #expect(message.has(.missingClosingDelimiter))
        }
    }

    @Test("last line without line end", arguments: Mail.lineEnds)
    func lastLine(lineEnd: String) {
        for end in ["--b--", "--b-- "] {
            let message = Mail.parse(
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n\(end)", lineEnd: lineEnd)
            #expect(leaves(message) == ["one"])
            #expect(message.defects.isEmpty)
        }
    }

    @Test("inner multipart not closed: any enclosing delimiter closes all inner levels", arguments: Mail.lineEnds)
    func innerOpen(lineEnd: String) {
        for outer in ["--a\n\ntwo\n--a--\n", "--a--\n"] {
            let message = Mail.parse(
                "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\none\n\(outer)",
                lineEnd: lineEnd)
            #expect(leaves(message).first == "one")
            #expect(leaves(message).count == (outer.count > 10 ? 2 : 1))
            #expect(message.parts.last?.depth == (outer.count > 10 ? 1 : 3))
            #expect(message.defects.map(\.kind) == [.missingClosingDelimiter, .missingClosingDelimiter])
        }
    }

    @Test("an enclosing delimiter closes an open message/rfc822 too", arguments: Mail.lineEnds)
    func innerMessage(lineEnd: String) {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\nSubject: i\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--a\n\ntwo\n--a--\n",
            lineEnd: lineEnd)
        #expect(leaves(message) == ["one", "two"])
    }

    @Test("text after the closing delimiter is epilogue; a further opening delimiter reopens", arguments: Mail.lineEnds)
    func reopened(lineEnd: String) {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\n\npreamble\n--b\n\none\n--b--\nepilogue\n--b\n\ntwo\n--b--\nmore\n",
            lineEnd: lineEnd)
        #expect(leaves(message) == ["one", "two"])
        #expect(message.defects.map(\.kind) == [.reopenedMultipart])
    }

    @Test(
        "boundary never occurs, empty or missing: one text/plain leaf, with a defect",
        arguments: [
            ("; boundary=b", Defect.Kind.boundaryNeverOccurs), ("; boundary=\"\"", .missingBoundary),
            ("; boundary=", .missingBoundary), ("; boundary", .missingBoundary), ("", .missingBoundary),
            ("; boundary=\"  \"", .missingBoundary),
        ])
    func absent(parameter: String, defect: Defect.Kind) {
        for body in ["Hello\n--\nMe\n", "--x y\nA: b\n", "--\n\n--\n", "--b2\nno header\n", ""] {
            for lineEnd in Mail.lineEnds {
                let message = Mail.parse("Content-Type: multipart/mixed\(parameter)\n\n\(body)", lineEnd: lineEnd)
                #expect(message.outline == ["text/plain"])
                #expect(message.content(of: message.parts[0]) == Mail.bytes(body, lineEnd: lineEnd))
                #expect(message.has(defect))
            }
        }
    }

    @Test(
        "boundary never occurs: the first line that looks like a delimiter above a header is used",
        arguments: ["; boundary=b", "; boundary=\"\"", ""])
    func guessed(parameter: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse(
                "Content-Type: multipart/mixed\(parameter)\n\npreamble\n--real=\nContent-Type: text/html\n\n<p>x\n--real=\n\ny\n--real=--\n",
                lineEnd: lineEnd)
            #expect(message.outline == ["multipart/mixed", " text/html", " text/plain"])
            #expect(leaves(message) == ["<p>x", "y"])
            #expect(message.has(.boundaryGuessed))
        }
    }

    @Test(
        "part without headers is text/plain; a part starting with the delimiter of the next is empty",
        arguments: Mail.lineEnds)
    func empty(lineEnd: String) {
        let mixed = Mail.parse(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n--b\n\n--b--\n", lineEnd: lineEnd)
        #expect(mixed.outline == ["multipart/mixed", " text/plain", " text/plain", " text/plain"])
        #expect(leaves(mixed) == ["one", "", ""])
        let digest = Mail.parse(
            "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: i\n\none\n--b\n--b\n\n--b--\n",
            lineEnd: lineEnd)
        #expect(
            digest.outline == [
                "multipart/digest", " message/rfc822", "  text/plain", " message/rfc822", " message/rfc822",
            ])
        #expect(digest.parts[3].isLeaf && digest.parts[3].bodyRange.isEmpty)
        #expect(digest.parts[4].isLeaf && digest.parts[4].bodyRange.isEmpty)
    }

    @Test(
        "multipart with base64 or QP coding: the coding is ignored, with a defect",
        arguments: ["base64", "quoted-printable", "x-uuencode"])
    func coded(coding: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse(
                "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: \(coding)\n\n--b\n\na=3Db\n--b--\n",
                lineEnd: lineEnd)
            #expect(leaves(message) == ["a=3Db"])
            #expect(message.defects.map(\.kind) == [.encodedMultipart])
        }
    }

    @Test(
        "missing or wrong MIME-Version is ignored",
        arguments: ["", "MIME-Version: 2.0\n", "MIME-Version: (x) one\n", "Mime-Version:\n"])
    func version(field: String) {
        let message = Mail.parse("\(field)Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n")
        #expect(leaves(message) == ["one"])
        #expect(message.defects.isEmpty)
    }
}
