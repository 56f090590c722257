import Testing

@testable import MIME

/// Section "Charsets": every set that has to be known, and the ways to write their labels.
@Suite("Charsets that are always there")
struct EveryCharsetTests {
    /// A label, bytes (a scalar each), and their text.
    static let sets: [(label: String, bytes: String, text: String)] = [
        ("us-ascii", "Az09~", "Az09~"),
        ("utf-8", "a\u{C3}\u{A4}\u{D1}\u{8F}\u{E6}\u{BC}\u{A2}\u{F0}\u{9F}\u{98}\u{80}", "aäя漢😀"),
        ("utf-16", "\u{FF}\u{FE}a\u{0}\"o=\u{D8}\u{0}\u{DE}", "a漢😀"),
        ("utf-16", "\u{FE}\u{FF}\u{0}a\u{0}\u{E4}o\"", "aä漢"),
        ("utf-16le", "a\u{0}\"o=\u{D8}\u{0}\u{DE}", "a漢😀"),
        ("utf-16be", "\u{0}ao\"\u{D8}=\u{DE}\u{0}", "a漢😀"),
        ("utf-32", "\u{0}\u{0}\u{FE}\u{FF}\u{0}\u{0}\u{0}a\u{0}\u{1}\u{F6}\u{0}", "a😀"),
        ("utf-32", "\u{FF}\u{FE}\u{0}\u{0}a\u{0}\u{0}\u{0}\u{0}\u{F6}\u{1}\u{0}", "a😀"),
        ("utf-32le", "a\u{0}\u{0}\u{0}\u{E4}\u{0}\u{0}\u{0}", "aä"),
        ("utf-32be", "\u{0}\u{0}\u{0}a\u{0}\u{0}\u{0}\u{E4}", "aä"),
        ("utf-7", "a+AOQAK9g93gA--", "aä+😀-"),
        ("unicode-1-1-utf-7", "a+AORvIg-", "aä漢"),
        ("iso-8859-1", "\u{E4}\u{F6}\u{FF}", "äöÿ"),
        ("iso-8859-2", "\u{B3}\u{B1}\u{AF}", "łąŻ"),
        ("iso-8859-3", "\u{B1}\u{F8}\u{DD}", "ħĝŬ"),
        ("iso-8859-4", "\u{B1}\u{F3}\u{BE}", "ąķž"),
        ("iso-8859-5", "\u{B4}\u{EF}\u{F1}", "Дяё"),
        ("iso-8859-6", "\u{C8}\u{CD}\u{D1}", "بحر"),
        ("iso-8859-7", "\u{E1}\u{E2}\u{BF}", "αβΏ"),
        ("iso-8859-8", "\u{E0}\u{E1}\u{FA}", "אבת"),
        ("iso-8859-9", "\u{F0}\u{FE}\u{DD}", "ğşİ"),
        ("iso-8859-10", "\u{B1}\u{FE}\u{BF}", "ąþŋ"),
        ("iso-8859-11", "\u{A1}\u{A2}\u{A3}", "กขฃ"),
        ("iso-8859-13", "\u{E2}\u{D0}\u{FE}", "āŠž"),
        ("iso-8859-14", "\u{F0}\u{FE}\u{B8}", "ŵŷẁ"),
        ("iso-8859-15", "\u{A4}\u{A6}\u{BD}", "€Šœ"),
        ("iso-8859-16", "\u{BA}\u{FE}\u{D5}", "șțŐ"),
        ("iso-8859-8-i", "\u{F9}\u{EC}\u{E5}\u{ED}", "שלום"),
        ("iso-8859-8-e", "\u{F9}\u{EC}\u{E5}\u{ED}", "שלום"),
        ("iso-8859-6-i", "\u{C8}\u{CD}\u{D1}", "بحر"),
        ("iso-8859-6-e", "\u{C8}\u{CD}\u{D1}", "بحر"),
        ("windows-1250", "\u{A3}\u{F3}d\u{9F}", "Łódź"),
        ("windows-1251", "\u{CF}\u{F0}\u{E8}\u{E2}\u{E5}\u{F2}", "Привет"),
        ("windows-1252", "\u{80}\u{84}\u{DF}", "€„ß"),
        ("windows-1253", "\u{D9}\u{EC}\u{DD}\u{E3}\u{E1}", "Ωμέγα"),
        ("windows-1254", "\u{D0}\u{FE}\u{FD}", "Ğşı"),
        ("windows-1255", "\u{F9}\u{EC}\u{E5}\u{ED}", "שלום"),
        ("windows-1256", "\u{D3}\u{E1}\u{C7}\u{E3}", "سلام"),
        ("windows-1257", "\u{C2}\u{FE}\u{FB}", "Āžū"),
        ("windows-1258", "\u{E3}\u{F5}\u{F0}", "ăơđ"),
        ("windows-874", "\u{E4}\u{B7}\u{C2}", "ไทย"),
        ("cp437", "\u{82}\u{B0}\u{E3}", "é░π"),
        ("cp850", "\u{82}\u{D2}\u{D1}", "éÊÐ"),
        ("ibm866", "\u{8F}\u{E0}\u{A8}\u{A2}\u{A5}\u{E2}", "Привет"),
        ("koi8-r", "\u{F0}\u{D2}\u{C9}\u{D7}\u{C5}\u{D4}", "Привет"),
        ("koi8-u", "\u{A7}\u{B4}\u{AD}", "їЄґ"),
        ("koi8-ru", "\u{A7}\u{AE}\u{BE}", "їўЎ"),
        ("macintosh", "\u{8E}\u{B9}\u{DB}", "éπ€"),
        ("x-mac-cyrillic", "\u{8F}\u{F0}\u{E8}\u{E2}\u{E5}\u{F2}\u{B9}", "Приветє"),
        ("iso-2022-jp", "\u{1B}$BF|K\\8l\u{1B}(B ok", "日本語 ok"),
        ("iso-2022-jp-1", "\u{1B}$BF|K\\\u{1B}$(D0!\u{1B}(B", "日本丂"),
        ("iso-2022-jp-2", "\u{1B}$BF|K\\\u{1B}$(CGQ\u{1B}$BCf\u{1B}(B", "日本한中"),
        ("iso-2022-jp-ms", "\u{1B}$BF|K\\\u{1B}(I1\u{1B}$B-!\u{1B}(B", "日本ｱ①"),
        ("cp50220", "\u{1B}$BF|K\\\u{1B}(I1\u{1B}(B", "日本ｱ"),
        ("cp50221", "\u{1B}$BF|K\\-!\u{1B}(B", "日本①"),
        ("cp50222", "\u{1B}$BF|K\\\u{1B}(I1\u{1B}(B", "日本ｱ"),
        ("shift_jis", "\u{93}\u{FA}\u{96}{\u{8C}\u{EA}", "日本語"),
        ("cp932", "\u{EE}\u{E0}\u{87}@", "髙①"),
        ("x-sjis", "\u{83}e\u{83}X\u{83}g", "テスト"),
        ("ms_kanji", "\u{B1}\u{B2}\u{B3}", "ｱｲｳ"),
        ("windows-31j", "\u{81}`\u{81}a\u{81}|", "～∥－"),
        ("euc-jp", "\u{C6}\u{FC}\u{CB}\u{DC}\u{B8}\u{EC}\u{8E}\u{B1}", "日本語ｱ"),
        ("gb2312", "\u{C4}\u{E3}\u{BA}\u{C3}", "你好"),
        ("gbk", "\u{E9}F\u{87}\u{F8}", "镕國"),
        ("gb18030", "\u{95}2\u{82}6\u{A2}\u{E3}\u{C4}\u{E3}", "𠀀€你"),
        ("hz-gb-2312", "~{<:Ky2;~}~~", "己所不~"),
        ("big5", "\u{A4}\u{A4}\u{A4}\u{E5}", "中文"),
        ("big5-hkscs", "\u{A4}\u{A4}\u{9D}\u{EE}", "中㗎"),
        ("x-x-big5", "\u{BA}~\u{A6}r", "漢字"),
        ("euc-tw", "\u{C4}\u{E3}\u{C5}\u{C6}", "中文"),
        ("euc-kr", "\u{C7}\u{D1}\u{B1}\u{B9}\u{BE}\u{EE}", "한국어"),
        ("cp949", "\u{8C}c\u{B9}\u{E6}\u{B0}\u{A2}\u{C7}\u{CF}", "똠방각하"),
        ("ks_c_5601-1987", "\u{BC}\u{84}\u{BD}\u{C3}\u{C4}\u{DD}\u{B6}\u{F3}", "펲시콜라"),
        ("iso-2022-kr", "\u{1B}$)C\u{E}GQ19\u{F} ok", "한국 ok"),
        ("tis-620", "\u{E4}\u{B7}\u{C2}", "ไทย"),
        ("viscii", "Vi\u{AE}t Nam", "Việt Nam"),
    ]

    @Test("every charset is decoded", arguments: sets)
    func decodes(label: String, bytes: String, text: String) {
        let message = Mail.parse("Content-Type: text/plain; charset=\(label)\n\n\(bytes)")
        let decoded = message.text(of: message.parts[0])
        #expect(decoded.unicodeScalars.elementsEqual(text.unicodeScalars), "\(decoded)")
        #expect(message.defects(of: message.parts[0]).isEmpty)
    }

    /// Labels of one set each, all for the same set.
    static let aliases: [[String]] = [
        [
            "utf-8", "UTF-8", "utf8", "Utf_8", "utf 8", " utf-8 ", "'utf-8'", "\"utf-8\"", "csUTF8", "cp65001",
            "utf8mb4",
        ],
        [
            "windows-1252", "cp1252", "CP-1252", "win-1252", "win1252", "windows1252", "Windows_1252", "windows 1252",
            "x-cp1252", "ms-1252", "cswindows1252", "iso-8859-1", "iso8859-1", "ISO_8859-1", "iso88591", "8859-1",
            "latin1", "latin-1", "l1", "csISOLatin1", "cp819", "iso-ir-100", "us-ascii", "ascii", "ANSI_X3.4-1968",
            "csASCII", "ISO_8859-1:1987",
        ],
        ["iso-8859-2", "latin2", "csISOLatin2", "ISO_8859-2:1987", "iso_8859_2", "iso 8859 2"],
        ["iso-8859-5", "cyrillic", "csISOLatinCyrillic"], ["iso-8859-6", "arabic", "csISOLatinArabic", "asmo-708"],
        ["iso-8859-7", "greek", "csISOLatinGreek"],
        ["iso-8859-8", "hebrew", "iso-8859-8-i", "iso-8859-8-e", "logical"],
        ["windows-1254", "iso-8859-9", "latin5", "csISOLatin5"], ["windows-874", "tis-620", "iso-8859-11", "cp874"],
        ["iso-8859-15", "latin9", "latin-9", "iso8859_15"], ["koi8-r", "koi8r", "KOI8_R", "csKOI8R", "koi", "cp20866"],
        ["cp437", "ibm437", "437", "csPC8CodePage437"], ["cp850", "ibm850", "850", "csPC850Multilingual"],
        ["ibm866", "cp866", "csIBM866"], ["macintosh", "mac", "x-mac-roman", "csMacintosh"],
        ["x-mac-cyrillic", "mac-cyrillic", "maccyrillic"],
        ["shift_jis", "shift-jis", "sjis", "x-sjis", "csShiftJIS", "ms_kanji", "windows-31j", "csWindows31J", "cp932"],
        ["euc-jp", "eucjp", "x-euc-jp", "csEUCPkdFmtJapanese"],
        ["iso-2022-jp", "csISO2022JP", "cp50220", "cp50221", "iso_2022_jp", "iso-2022-jp-ms"],
        ["gb18030", "gb2312", "gb_2312-80", "csGB2312", "gbk", "x-gbk", "cp936", "euc-cn", "chinese"],
        ["big5", "csBig5", "cn-big5", "x-x-big5", "big5-hkscs", "cp950"],
        ["euc-kr", "csEUCKR", "ks_c_5601-1987", "ksc5601", "korean", "cp949", "uhc", "windows-949"],
        ["utf-7", "unicode-1-1-utf-7", "csUnicode11UTF7", "x-unicode-2-0-utf-7"], ["utf-16", "ucs-2", "csUTF16"],
        ["hz-gb-2312", "hz", "HZ_GB_2312"], ["viscii", "csVISCII"],
    ]

    @Test("labels: spaces, quotes, case, separators and aliases make no difference", arguments: aliases)
    func labels(names: [String]) throws {
        let charset = try #require(Charset(label: names[0]))
        for name in names { #expect(Charset(label: name) == charset, "\(name)") }
    }
}
