import MIME
import Testing

/// Where the usual forms are read by a shorter way, the unusual ones have to come out the same.
@Suite("Shortcuts")
struct ShortcutTests {
    @Test("a charset in RFC 2231's form counts for the text too")
    func encodedCharset() {
        let message = Mail.parse("Content-Type: text/plain; charset*=''koi8-r\n\n\u{C1}")
        #expect(message.parts[0].charset == "koi8-r")
        #expect(message.text(of: message.parts[0]) == "а")
    }

    @Test(
        "a boundary keeps blanks at its start, and bytes that are no UTF-8",
        arguments: [("\" abc\"", "-- abc"), ("a\u{E4}b", "--a\u{E4}b"), ("\"x\\-\u{E4}\"", "--x-\u{E4}")])
    func boundary(parameter: String, line: String) {
        let message = Mail.parse(
            "Content-Type: multipart/mixed; boundary=\(parameter)\n\n\(line)\n\nx\n\(line)--\n")
        #expect(message.outline == ["multipart/mixed", " text/plain"])
    }

    @Test(
        "only what names a file makes one",
        arguments: ["text/plain; filename=a.txt", "text/plain; namespace=office", "text/plain; names=x"])
    func names(type: String) {
        let part = "--b\nContent-Type: \(type)\n\nx\n"
        let message = Mail.parse("Content-Type: multipart/mixed; boundary=b\n\n\(part)\(part)--b--\n")
        #expect(message.attachments.isEmpty)
        #expect(message.body.text == "x\n\nx")
    }

    @Test("an encoded name that comes to nothing is no name, whatever stands beside it")
    func emptyName() {
        let message = Mail.parse("Content-Disposition: inline; filename=a.txt; filename*=''%20\n\nx")
        #expect(message.parts[0].fileName == nil)
    }

    @Test("fields behind the limit of the header are missed once, whatever the lengths of the lines")
    func headerLimit() {
        var limits = Limits()
        limits.headerBytes = 100
        let long = "Subject: " + String(repeating: "x", count: 100) + "\n"
        for rest in ["To: a@b\n", "X: " + String(repeating: "y", count: 300) + "\nTo: a@b\n"] {
            let message = Mail.parse(long + rest + "\nbody", limits: limits)
            #expect(message.to.isEmpty)
            #expect(message.defects.map(\.kind) == [.headerAfterLimit])
        }
    }

    @Test("a uuencoded line stands for no more than it holds")
    func announcedLength() {
        let lines = String(repeating: "_\n", count: 1000)
        let message = Mail.parse("Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n\(lines)end\n")
        #expect(message.content(of: message.parts[0]).count <= 6 * 1000)
    }

    @Test("limits out of range are kept where they can be obeyed", arguments: [-1, Int.min, Int.max])
    func limits(value: Int) {
        var limits = Limits()
        limits.messageBytes = value
        limits.headerBytes = value
        limits.fields = value
        limits.fieldBytes = value
        limits.fieldTextBytes = value
        limits.depth = value
        limits.encodedMessageDepth = value
        limits.parts = value
        limits.parameters = value
        limits.addresses = value
        limits.groupDepth = value
        limits.references = value
        limits.encodedWords = value
        limits.textBytes = value
        limits.htmlBytes = value
        let mail =
            "Subject: =?utf-8?q?x?=\nTo: a@b, g:c@d;\nReferences: <a@b>\nContent-Type: multipart/mixed; boundary=b\n\n"
        let message = Mail.parse(mail + "--b\n\nx\n--b\nContent-Type: text/html\n\n<p>y\n--b--\n", limits: limits)
        _ = (message.body, message.attachments, message.subject, message.to, message.references, message.defects)
        _ = (message.displayText, message.report, message.fieldDefects, message.header.fields.map(\.tags))
    }

    @Test(
        "HTML: a link to a bare scheme, and ampersands where they are text",
        arguments: [
            ("<a href=\"http://\">http://</a>", "http://"),
            ("<xmp>a&b</xmp>", "a&b"), ("<xmp>&é</xmp>", "&é"),
        ])
    func html(source: String, text: String) {
        #expect(plainText(fromHTML: source) == text)
    }
}
