import MIME
import Testing

@Suite("Deviations: parameters and file names")
struct FileNameDeviationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let deviation: String
        let raw: String
        let name: String?

        init(_ deviation: String, _ raw: String, _ name: String?) {
            self.deviation = deviation
            self.raw = raw
            self.name = name
        }

        var testDescription: String { "\(deviation): \(raw.prefix(80))" }
    }

    static let encoded: [Row] = [
        Row("2231 order", "filename*1*=%C3%9Fe; filename*0*=UTF-8''Gr%C3%B6", "Größe"),
        Row(
            "2231 order beyond nine", (0..<12).reversed().map { "filename*\($0)=\($0)-" }.joined(separator: ";"),
            "0-1-2-3-4-5-6-7-8-9-10-11-"),
        Row("2231 gaps", "filename*0=a; filename*1=b; filename*3=d", "ab"),
        Row("2231 without a first segment", "filename*1=b", nil),
        Row("2231 a segment twice", "filename*0=a; filename*0=x; filename*1=b", "ab"),
        Row(
            "2231 mixed encoded and plain", "filename*0*=utf-8''%C3%A4; filename*1=\"b c\"; filename*2*=%C3%B6", "äb cö"
        ),
        Row("2231 percent in a plain segment", "filename*0*=utf-8''a; filename*1=50%25", "a50%25"),
        Row("2231 broken percent", "filename*=utf-8''a%4%zz%41", "a%4%zzA"),
        Row("2231 empty charset", "filename*=''%C3%A4", "ä"), Row("2231 no charset", "filename*=%C3%A4", "ä"),
        Row("2231 empty charset, not UTF-8", "filename*=''Gr%FC%DFe", "Grüße"),
        Row("2231 unknown charset", "filename*=x-unknown''%C3%A4", "ä"),
        Row("2231 charset of later segments", "filename*0*=iso-8859-1'de'%E4; filename*1*=utf-8''b", "äutf-8''b"),
        Row("2231 character split over segments", "filename*0*=utf-8''%C3; filename*1*=%A4", "ä"),
        Row("2231 quotes around encoded values", "filename*=\"utf-8''%C3%A4 b.txt\"", "ä b.txt"),
        Row("2231 quotes around encoded segments", "filename*0*=\"utf-8''%C3%A4\"; filename*1*=\"%C3%B6\"", "äö"),
        Row("word split inside", "filename*0=\"=?utf-8?q?Gr=C3\"; filename*1=\"=B6=C3=9Fe?=\"", "Größe"),
        Row("word split between", "filename*0=\"=?utf-8?q?Gr=C3=B6?= \"; filename*1=\"=?utf-8?q?=C3=9Fe?=\"", "Größe"),
        Row("both filename and filename*", "filename=plain.txt; filename*=utf-8''star.txt", "star.txt"),
        Row("both filename* and filename", "filename*=utf-8''star.txt; filename=plain.txt", "star.txt"),
        Row("2231 control", "filename*=utf-8''a%01b%0D%0Ac%C2%85d.txt", "abcd.txt"),
        Row("filename* that is no name", "filename=plain.txt; filename*1=b", "plain.txt"),
    ]

    @Test("RFC 2231 and encoded-words", arguments: encoded)
    func reads(row: Row) {
        let message = Message(parsing: Array("Content-Disposition: attachment; \(row.raw)\r\n\r\nx".utf8))
        #expect(message.parts[0].fileName == row.name)
    }

    static let sources: [(fields: String, name: String)] = [
        (
            "Content-Type: image/png; name=t.png\nContent-Disposition: attachment; filename=d.png; filename*=''s.png",
            "s.png"
        ),
        ("Content-Type: image/png; name=t.png\nContent-Disposition: attachment; filename=d.png", "d.png"),
        ("Content-Type: image/png; name=t.png\nContent-Disposition: attachment", "t.png"),
        ("Content-Type: image/png; name*=''t.png", "t.png"), ("Content-Type: image/png; name=\"..\"", "part-2.png"),
        ("Content-Type: image/png", "part-2.png"), ("Content-Type: image/jpg", "part-2.jpg"),
        ("Content-Type: application/pdf", "part-2.pdf"), ("Content-Type: text/csv", "part-2.csv"),
        ("Content-Type: text/calendar", "part-2.ics"), ("Content-Type: application/x-nobody", "part-2.bin"),
        ("Content-Type: image/gif", "part-2.gif"), ("Content-Type: image/webp", "part-2.webp"),
        ("Content-Type: image/heic", "part-2.heic"), ("Content-Type: application/zip", "part-2.zip"),
        ("Content-Type: text/html\nContent-Disposition: attachment", "part-2.html"),
    ]

    @Test("the starred name, then filename, then Content-Type name, then a generated one", arguments: sources)
    func source(fields: String, name: String) throws {
        let message = Mail.withPart("\(fields)\n\nx")
        #expect(message.attachments.map { message.fileName(of: $0) } == [name])
    }

    static let unsafe: [Row] = [
        Row("path", "\"dir/a.txt\"", "a.txt"), Row("path of Windows", "\"C:\\dir\\a.txt\"", "a.txt"),
        Row("path of Windows, escaped", "\"C:\\\\dir\\\\a.txt\"", "a.txt"),
        Row("UNC path", "\"\\\\srv\\x\\a.txt\"", "a.txt"),
        Row("path without quotes", "C:\\dir\\a.txt", "a.txt"), Row("a quote in quotes", "\"a\\\"b.txt\"", "a\"b.txt"),
        Row("..", "\"../../etc/passwd\"", "passwd"), Row("..", "\"..\"", nil), Row("..", "\"a/..\"", nil),
        Row("dots alone", "\"....\"", nil), Row("path alone", "\"dir/\"", nil), Row("empty", "\"\"", nil),
        Row("NUL", "\"a\u{0}.exe\u{0}.txt\"", "a.exe.txt"), Row("control", "\"a\tb\u{1}.txt\"", "ab .txt"),
        Row("control, encoded", "\"=?utf-8?q?a=01b=C2=85c.txt?=\"", "a b c.txt"),
        Row("bidi", "\"a\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}fdp.exe\"", "afdp.exe"),
        Row("bidi isolates", "\"a\u{2066}\u{2067}\u{2068}\u{2069}b.exe\"", "ab.exe"),
        Row("bidi, encoded", "\"=?utf-8?b?YeKArmI=?=\"", "ab"), Row("trailing dots", "\"a.txt...\"", "a.txt"),
        Row("trailing dots and blanks", "\"a.txt. . \"", "a.txt"), Row("Windows device", "\"CON\"", "_CON"),
        Row("Windows device", "\"nul.txt\"", "_nul.txt"), Row("Windows device", "\"Com1.tar.gz\"", "_Com1.tar.gz"),
        Row("Windows device", "\"LPT9\"", "_LPT9"), Row("no Windows device", "\"console.txt\"", "console.txt"),
        Row("hidden", "\".htaccess\"", ".htaccess"),
    ]

    @Test("names are made safe", arguments: unsafe)
    func safe(row: Row) {
        let message = Message(parsing: Array("Content-Disposition: attachment; filename=\(row.raw)\r\n\r\nx".utf8))
        #expect(message.parts[0].fileName == row.name)
    }

    @Test("a name of 300 bytes is cut to 120, its extension stays", arguments: ["a", "ä", "漢", "😀", "e\u{301}"])
    func long(unit: String) throws {
        for ending in [".pdf", ".tar.gz", "", "." + String(repeating: "x", count: 200)] {
            let raw = String(repeating: unit, count: 300 / unit.utf8.count) + ending
            let message = Message(parsing: Array("Content-Disposition: attachment; filename=\"\(raw)\"\r\n\r\nx".utf8))
            let name = try #require(message.parts[0].fileName)
            #expect(name.utf8.count <= 120 && name.utf8.count > 110)
            #expect(raw.hasPrefix(name.prefix(20)))
            if ending.count < 10 { #expect(name.hasSuffix(ending.drop { $0 != "." }.suffix(3))) }
        }
    }

    @Test("the same parameter twice, other words between parameters: the first counts, with a defect")
    func twice() {
        let message = Mail.parse("Content-Disposition: attachment; filename=a.txt; filename=b.exe\n\nx")
        #expect(message.parts[0].fileName == "a.txt")
        #expect(message.defects == [Defect(.duplicateParameter, at: 0)])
        let stray = Mail.parse("Content-Disposition: attachment; \"x\"; filename=a.txt\n\nx")
        #expect(stray.parts[0].fileName == "a.txt")
        #expect(stray.defects == [Defect(.malformedParameters, at: 0)])
    }
}
