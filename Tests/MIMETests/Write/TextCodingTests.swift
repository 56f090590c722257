import Foundation
import Testing

@testable import MIME

@Suite("Transfer codings") struct TextCodingTests {
    private func coded(_ text: String) -> (coding: String, body: String) {
        let (coding, body) = TextCoding.encode(TextLines.normalized(text), keepsTrailingBlanks: false)
        let mail = Entity(HeaderWriter(), body: [body]).bytes(behind: HeaderWriter())
        return (coding, String(decoding: mail.dropFirst(2), as: UTF8.self))
    }

    @Test(
        "the transfer coding fits the text",
        arguments: [
            ("plain\n", "7bit", "plain\r\n"), ("", "7bit", ""), ("no end", "7bit", "no end\r\n"),
            ("\ta", "7bit", "\ta\r\n"),
            ("ä\rb\r\nc", "quoted-printable", "=C3=A4\r\nb\r\nc\r\n"),
            ("Привет", "base64", "0J/RgNC40LLQtdGCDQo=\r\n"), ("blank \n", "quoted-printable", "blank=20\r\n"),
            ("tab\t\n", "quoted-printable", "tab=09\r\n"), (" \n", "quoted-printable", "=20\r\n"),
            ("From me\n.\nx=\u{C}", "quoted-printable", "=46rom me\r\n=2E\r\nx=3D=0C\r\n"),
            ("begin 644 x\n", "quoted-printable", "=62egin 644 x\r\n"),
            ("a\0\u{7F}\n--\n", "quoted-printable", "a=00=7F\r\n=2D-\r\n"),
            (
                String(repeating: "x", count: 80), "quoted-printable",
                String(repeating: "x", count: 75) + "=\r\nxxxxx\r\n"
            ),
            (
                // What stands at the start of a line only by a soft line break is escaped as well.
                String(repeating: "x", count: 75) + ".x", "quoted-printable",
                String(repeating: "x", count: 75) + "=\r\n=2Ex\r\n"
            ),
            (String(repeating: "x", count: 76), "7bit", String(repeating: "x", count: 76) + "\r\n"),
        ])
    func codings(text: String, coding: String, body: String) {
        // Short texts with few letters would be base64 otherwise.
        let padding = coding == "quoted-printable" ? String(repeating: "z\r\n", count: 30) : ""
        let written = coded(TextLines.normalized(text).isEmpty ? "" : Self.ended(text) + padding)
        #expect(written.coding == coding)
        #expect(written.body == body + padding)
    }

    private static func ended(_ text: String) -> String { String(decoding: TextLines.normalized(text), as: UTF8.self) }

    @Test("quoted-printable keeps characters whole, escapes whole and lines short", arguments: 60...80)
    func quotedPrintable(offset: Int) {
        for ending in ["", " ", "\t", "=", "ä", " ."] {
            let text = String(repeating: "x", count: offset) + "äöü€𝄞" + String(repeating: "y", count: offset) + ending
            let coded = QuotedPrintableWriter.encode(Array((text + "\r\n").utf8))
            for line in String(decoding: coded, as: UTF8.self).split(separator: "\r\n") {
                #expect(line.utf8.count <= 76)
                // A line never starts with a continuation byte, nor ends with a blank or within an escape.
                #expect(!["=8", "=9", "=A", "=B"].contains(line.prefix(2)))
                #expect(line.last != " " && line.last != "\t" && line.dropLast().last != "=")
            }
            let decoded = coded.withUnsafeBufferPointer { TransferCoding.quotedPrintable.decoded($0).bytes }
            #expect(String(decoding: decoded, as: UTF8.self) == text + "\r\n")
        }
    }

    @Test("base64 of any length is what Foundation makes of it", arguments: [0...200, 19_990...20_010])
    func base64(lengths: ClosedRange<Int>) {
        var random = SeededRandom(seed: 5)
        for length in lengths {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            let expected = Data(bytes).base64EncodedString(options: [
                .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
            ])
            let written = Entity(HeaderWriter(), body: [.base64(bytes)]).bytes(behind: HeaderWriter()).dropFirst(2)
            #expect(String(decoding: written, as: UTF8.self) == (length == 0 ? "" : expected + "\r\n"))
            #expect(written.count == Base64Writer.lineCount(of: length))
            #expect(String(decoding: Base64Writer.encoded(bytes), as: UTF8.self) == Data(bytes).base64EncodedString())
        }
    }
}
