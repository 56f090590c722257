import Glibc
import Testing

@testable import MIME

@Suite("Charsets")
struct CharsetTests {
    static let labels: [(String, Charset?)] = [
        ("utf-8", .utf8), ("UTF8", .utf8), ("utf8mb4", .utf8), ("unicode", .utf8), ("\"utf-8\"", .utf8),
        (" utf_8 ", .utf8),
        ("charset=utf-8", .utf8), ("csUTF8", .utf8),
        ("iso-8859-1", .windows1252), ("latin1", .windows1252), ("us-ascii", .windows1252),
        ("ISO_8859-1:1987", .windows1252),
        ("cp1252", .windows1252), ("win-1252", .windows1252), ("windows1252", .windows1252), ("x-cp1252", .windows1252),
        ("iso-8859-9", .singleByte(.windows1254)), ("iso-8859-2", .singleByte(.iso8859_2)),
        ("csISOLatin2", .singleByte(.iso8859_2)),
        ("iso-8859-8-i", .singleByte(.iso8859_8)), ("iso-8859-15", .singleByte(.iso8859_15)),
        ("ISO8859-16", .singleByte(.iso8859_16)),
        ("tis-620", .singleByte(.windows874)), ("iso-8859-11", .singleByte(.windows874)),
        ("koi8-r", .singleByte(.koi8r)),
        ("KOI8-RU", .singleByte(.koi8ru)), ("x-mac-cyrillic", .singleByte(.macCyrillic)),
        ("macintosh", .singleByte(.macintosh)),
        ("ibm866", .singleByte(.ibm866)), ("cp850", .singleByte(.cp850)),
        ("gb2312", .iconv("GB18030")), ("GBK", .iconv("GB18030")), ("gb18030", .iconv("GB18030")),
        ("ks_c_5601-1987", .iconv("CP949")), ("euc-kr", .iconv("CP949")), ("shift_jis", .iconv("CP932")),
        ("x-sjis", .iconv("CP932")), ("windows-31j", .iconv("CP932")), ("ms_kanji", .iconv("CP932")),
        ("big5", .iconv("BIG5-HKSCS")), ("x-x-big5", .iconv("BIG5-HKSCS")), ("euc-tw", .iconv("EUC-TW")),
        ("euc-jp", .iconv("EUC-JP-MS")), ("iso-2022-jp", .iso2022JP), ("CP50221", .iso2022JP),
        ("iso-2022-kr", .iconv("ISO-2022-KR")),
        ("hz-gb-2312", .hz), ("utf-7", .utf7), ("unicode-1-1-utf-7", .utf7), ("utf-16le", .utf16(.littleEndian)),
        ("viscii", .iconv("VISCII")),
        ("x-unknown", nil), ("8bit", nil), ("default", nil), ("", nil), ("x", nil), ("iso-8859-12", nil), ("12", nil),
    ]

    @Test("labels", arguments: labels)
    func label(label: String, charset: Charset?) {
        #expect(Charset(label: label) == charset)
    }

    @Test("the C library knows every set that is left to it")
    func known() {
        for case (let label, .iconv(let name)?) in Self.labels { #expect(Iconv.knows(name), "\(label)") }
        #expect(Iconv.knows("UTF-32LE") && Iconv.knows("UTF-32BE"))
    }

    @Test("the tables of single-byte sets are those of the C library", arguments: SingleByteSet.all)
    func tables(set: SingleByteSet) throws {
        #expect(set.upperHalf.count == 128)
        for byte in UInt8.min...UInt8.max {
            // Both where whole words are read and at the end.
            for count in [1, 19] {
                var ours = ByteBuffer()
                var theirs = ByteBuffer()
                Array(repeating: byte, count: count).withUnsafeBufferPointer { view in
                    _ = set.decode(view, into: &ours)
                    _ = Iconv.decode(view, from: set.glibcName, into: &theirs)
                }
                #expect(Array(ours.view) == Array(theirs.view), "byte \(byte)")
            }
        }
    }

    static let texts: [(String, [UInt8], String)] = [
        ("utf-8", [0xC3, 0xA4], "ä"),
        ("iso-8859-1", [0xE4, 0x80], "ä€"),
        ("windows-1250", [0xB3, 0xF3, 0x64, 0x9F], "łódź"),
        ("koi8-r", [0xD4, 0xC5, 0xD3, 0xD4], "тест"),
        ("shift_jis", [0x83, 0x65, 0x83, 0x58, 0x83, 0x67], "テスト"),
        ("euc-jp", [0xA5, 0xC6], "テ"),
        ("iso-2022-jp", Array("\u{1B}$B%F%9%H\u{1B}(B ok".utf8), "テスト ok"),
        ("iso-2022-jp", Array("\u{1B}$B-!\u{1B}(I1\u{1B}(B".utf8), "①ｱ"),
        ("iso-2022-jp", Array("\u{1B}$B%F\nok".utf8), "テ\nok"),
        ("gb2312", [0xC4, 0xE3, 0xBA, 0xC3], "你好"),
        ("hz-gb-2312", Array("~{<:Ky2;~}~~ a~\nb".utf8), "己所不~ ab"),
        ("big5", [0xA4, 0xA4], "中"),
        ("euc-kr", [0xB0, 0xA1], "가"),
        ("utf-7", Array("+AOQ-x+-y+AOQ z+2D3eAA-".utf8), "äx+yä z😀"),
        ("utf-16", [0xFE, 0xFF, 0x00, 0x61, 0xD8, 0x3D, 0xDE, 0x00], "a😀"),
        ("utf-16", [0x61, 0x00, 0x62, 0x00], "ab"),
        ("utf-16be", [0x00, 0x61, 0xD8, 0x3D], "a\u{FFFD}"),
        ("utf-32", [0x00, 0x00, 0xFE, 0xFF, 0x00, 0x01, 0xF6, 0x00], "😀"),
        ("viscii", [0xE1], "á"),
        ("euc-jp", [0xA5], "\u{FFFD}"),
        ("shift_jis", [0x61, 0xFF, 0x62], "a\u{FFFD}b"),
        ("iso-8859-3", [0xA5], "\u{FFFD}"),
    ]

    @Test("decodes", arguments: texts)
    func decodes(label: String, bytes: [UInt8], text: String) throws {
        let charset = try #require(Charset(label: label))
        #expect(bytes.withUnsafeBufferPointer { charset.string($0) } == text)
    }

    static let undeclaredRows: [(String?, Bool, [UInt8], String, [Defect.Kind])] = [
        (nil, false, Array("plain".utf8), "plain", []),
        (nil, false, Array("Größe".utf8), "Größe", [.undeclaredCharset]),
        (nil, false, [0x47, 0xF6], "Gö", [.undeclaredCharset]),
        ("us-ascii", false, Array("Größe".utf8), "Größe", [.undeclaredCharset]),
        ("us-ascii", false, [0x47, 0xF6], "Gö", [.undeclaredCharset]),
        ("x-unknown", false, Array("Größe".utf8), "Größe", [.unknownCharset]),
        ("utf-8", false, [0x47, 0x72, 0xFC, 0xDF, 0x65], "Grüße", [.wrongCharset]),
        ("utf-8", false, [0x61, 0xC3], "a\u{FFFD}", [.malformedText]),
        ("utf-8", false, [0xEF, 0xBB, 0xBF, 0x61], "a", []),
        (nil, false, [0xFF, 0xFE, 0x61, 0x00], "a", [.undeclaredCharset]),
        (nil, true, Array("<meta charset=koi8-r>".utf8) + [0xC4], "<meta charset=koi8-r>д", [.undeclaredCharset]),
        (
            nil, true, Array("<meta content='text/html; charset=windows-1251'>".utf8) + [0xE4],
            "<meta content='text/html; charset=windows-1251'>д", [.undeclaredCharset]
        ),
        ("iso-8859-1", true, Array("<meta charset=koi8-r>".utf8) + [0xC4], "<meta charset=koi8-r>Ä", []),
    ]

    @Test("undeclared and wrong charsets", arguments: undeclaredRows)
    func undeclared(label: String?, isHTML: Bool, bytes: [UInt8], text: String, defects: [Defect.Kind]) {
        let decoded = bytes.withUnsafeBufferPointer { view in
            guard let label else { return DecodedText(view, label: nil, isHTML: isHTML) }
            return Array(label.utf8).withUnsafeBufferPointer { DecodedText(view, label: $0, isHTML: isHTML) }
        }
        #expect(decoded.text == text)
        #expect(decoded.defects == defects)
    }

    @Test("a few broken bytes in long UTF-8 are replaced, the rest stays UTF-8")
    func mostlyUTF8() {
        let bytes = Array(String(repeating: "ä", count: 500).utf8) + [0xFF] + Array("ä".utf8)
        let decoded = bytes.withUnsafeBufferPointer { DecodedText($0, declared: .utf8) }
        #expect(decoded.text == String(repeating: "ä", count: 500) + "\u{FFFD}ä")
        #expect(decoded.defects == [.malformedText])
    }

    @Test(
        "every cut of a text decodes in every set",
        arguments: [
            "utf-8", "utf-7", "utf-16", "utf-32", "hz", "iso-2022-jp", "shift_jis", "gb18030", "big5", "euc-kr",
            "euc-tw", "iso-2022-kr", "koi8-r",
        ])
    func cuts(label: String) throws {
        let charset = try #require(Charset(label: label))
        var generator = SeededRandom(seed: 3)
        let bytes = (0..<300).map { _ in UInt8.random(in: 0...255, using: &generator) }
        for end in bytes.indices {
            let text = bytes[..<end].withUnsafeBufferPointer { charset.string($0) }
            #expect(text.utf8.count <= end * 4 + 4)
        }
    }

    @Test("a set that the C library lacks is read as windows-1252")
    func unknownToLibrary() {
        var text = ByteBuffer()
        _ = [0x61, 0xE4].withUnsafeBufferPointer { Iconv.decode($0, from: "X-NOT-THERE", into: &text) }
        #expect(!Iconv.knows("X-NOT-THERE"))
        #expect(String(decoding: text.view, as: UTF8.self) == "aä")
    }

    @Test("only Unicode scalars are written", arguments: [0xD800, 0xDFFF, 0x110000, UInt32.max])
    func scalars(value: UInt32) {
        var text = ByteBuffer()
        text.append(scalar: value)
        #expect(String(decoding: text.view, as: UTF8.self) == "\u{FFFD}")
    }

    @Test("repairs UTF-8 as the standard library does")
    func repair() {
        var generator = SeededRandom(seed: 11)
        let lead: [UInt8] = [0x41, 0x80, 0xBF, 0xC2, 0xE0, 0xA0, 0xED, 0xEF, 0xF0, 0x90, 0xF4, 0x8F, 0xFF]
        for _ in 0..<5000 {
            let bytes = (0..<8).map { _ in lead[Int.random(in: 0..<lead.count, using: &generator)] }
            var ours = ByteBuffer()
            bytes.withUnsafeBufferPointer { _ = UTF8Repair.decode($0, into: &ours) }
            #expect(String(decoding: ours.view, as: UTF8.self) == String(decoding: bytes, as: UTF8.self))
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            #expect(bytes.withUnsafeBufferPointer { UTF8Repair.isValid($0) } == isValid, "\(bytes)")
        }
    }
}
