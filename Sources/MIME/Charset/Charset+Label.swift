extension Charset {
    /// The set that a label of a mail means, whatever its case, separators and quotes; nil if nobody knows.
    ///
    /// Labels that senders misuse mean the larger set (WHATWG Encoding §4.2): `iso-8859-1` is windows-1252,
    /// `gb2312` GB18030, `shift_jis` CP932 and so on.
    init?(label: ByteView) {
        for (name, charset) in Self.usual where label.equalsFolded(name) {
            self = charset
            return
        }
        var key = Self.key(label)
        if key.hasPrefix("charset") { key.removeFirst(7) }
        guard !key.isEmpty, key.utf8.count < 40 else { return nil }
        if let known = Self.known(key) {
            self = known
            return
        }
        for prefix in ["cs", "x", "iso", "cspc8", "cspc"] where key.hasPrefix(prefix) {
            guard let known = Self.known(String(key.dropFirst(prefix.count))) else { continue }
            self = known
            return
        }
        return nil
    }

    init?(label: String) {
        var label = label
        guard let charset = label.withUTF8({ Charset(label: $0) }) else { return nil }
        self = charset
    }

    /// Whether a label says that there are no characters outside ASCII.
    static func meansASCII(_ label: ByteView) -> Bool {
        if label.equalsFolded("us-ascii") { return true }
        guard label.count < 40, let first = label.first(where: \.isLetter) else { return false }
        // All of them begin with `a`, `u` or `i`.
        guard first.lowercased == 0x61 || first.lowercased == 0x75 || first.lowercased == 0x69 else { return false }
        return ["usascii", "ascii", "ansix341968", "iso646us", "us"].contains(key(label))
    }

    /// Labels that most mails use, with what they mean.
    private static let usual: [(StaticString, Charset)] = [
        ("utf-8", .utf8), ("iso-8859-1", .windows1252), ("windows-1252", .windows1252), ("iso-2022-jp", .iso2022JP),
    ]

    /// Letters and digits of a label in lower case.
    private static func key(_ label: ByteView) -> String {
        let kept = label.view(0..<256).filter { $0.isLetter || $0.isDigit }
        return String(decoding: kept.map(\.lowercased), as: UTF8.self)
    }

    private static func known(_ key: String) -> Charset? {
        unicode(key) ?? eastAsian(key) ?? isoNumber(key).flatMap(iso8859) ?? codePage(key) ?? other(key)
    }

    private static func unicode(_ key: String) -> Charset? {
        switch key {
        case "utf8", "utf8mb4", "utf8mb3", "unicode", "unicode11utf8", "utf", "unicode20utf8", "xunicode20utf8": .utf8
        case "utf7", "unicode11utf7", "unicode20utf7": .utf7
        case "utf16", "ucs2", "iso10646ucs2": .utf16(.marked)
        case "utf16le", "ucs2le": .utf16(.littleEndian)
        case "utf16be", "ucs2be": .utf16(.bigEndian)
        case "utf32", "ucs4": .utf16(.wide)
        case "utf32le": .utf16(.wideLittleEndian)
        case "utf32be": .utf16(.wideBigEndian)
        default: nil
        }
    }

    private static func eastAsian(_ key: String) -> Charset? {
        switch key {
        case "iso2022jp", "iso2022jp1", "iso2022jp3", "iso2022jpms", "cp50220", "cp50221", "cp50222", "jis", "jis7":
            .iso2022JP
        case "iso2022jp2": .iconv("ISO-2022-JP-2")
        case "iso2022kr": .iconv("ISO-2022-KR")
        case "iso2022cn", "iso2022cnext": .iconv("ISO-2022-CN-EXT")
        case "shiftjis", "sjis", "mskanji", "windows31j", "cp932", "ms932", "win932", "windows932": .iconv("CP932")
        case "eucjp", "ujis", "eucjpms", "eucpkdfmtjapanese", "cp51932": .iconv("EUC-JP-MS")
        case "gb2312", "gb231280", "gbk", "gb18030", "cp936", "ms936", "win936", "windows936", "euccn", "chinese",
            "cngb",
            "iso58gb231280", "isoir58", "gb":
            .iconv("GB18030")
        case "hz", "hzgb2312", "hzgb": .hz
        case "big5", "cnbig5", "cp950", "win950", "windows950", "big5hkscs", "xbig5", "big5tw", "big5eten":
            .iconv("BIG5-HKSCS")
        case "euctw": .iconv("EUC-TW")
        case "euckr", "ksc56011987", "ksc56011989", "ksc5601", "korean", "cp949", "ms949", "uhc", "windows949",
            "win949",
            "isoir149":
            .iconv("CP949")
        case "johab", "cp1361": .iconv("CP1361")
        default: nil
        }
    }

    /// The part of an ISO 8859 label.
    private static func isoNumber(_ key: String) -> Int? {
        switch key {
        case "usascii", "ascii", "ansix341968", "ansix341986", "iso646us", "us", "cp367", "ibm367", "ansi", "latin1",
            "l1", "isolatin1",
            "cp819", "ibm819", "isoir100":
            return 1
        case "latin2", "l2", "isolatin2": return 2
        case "latin3", "l3", "isolatin3": return 3
        case "latin4", "l4", "isolatin4": return 4
        case "cyrillic", "isolatincyrillic": return 5
        case "arabic", "isolatinarabic", "asmo708": return 6
        case "greek", "isolatingreek": return 7
        case "hebrew", "isolatinhebrew", "logical", "visual": return 8
        case "latin5", "l5", "isolatin5": return 9
        case "latin6", "l6", "isolatin6": return 10
        case "latin9", "l9": return 15
        case "latin10": return 16
        default: break
        }
        var digits = Substring(key)
        if digits.hasPrefix("iso") { digits.removeFirst(3) }
        guard digits.hasPrefix("8859") else { return nil }
        digits.removeFirst(4)
        // The year of the standard, and the direction of Hebrew and Arabic text.
        for year in ["1987", "1988", "1989", "1992", "1994", "1995", "1998", "1999", "2001"]
        where digits.hasSuffix(year) {
            digits.removeLast(4)
        }
        if let last = digits.last, "ie".contains(last) { digits.removeLast() }
        return Int(digits)
    }

    private static func iso8859(_ part: Int) -> Charset? {
        switch part {
        case 1: .windows1252
        case 2: .singleByte(.iso8859_2)
        case 3: .singleByte(.iso8859_3)
        case 4: .singleByte(.iso8859_4)
        case 5: .singleByte(.iso8859_5)
        case 6: .singleByte(.iso8859_6)
        case 7: .singleByte(.iso8859_7)
        case 8: .singleByte(.iso8859_8)
        case 9: .singleByte(.windows1254)
        case 10: .singleByte(.iso8859_10)
        case 11: .singleByte(.windows874)
        case 13: .singleByte(.iso8859_13)
        case 14: .singleByte(.iso8859_14)
        case 15: .singleByte(.iso8859_15)
        case 16: .singleByte(.iso8859_16)
        default: nil
        }
    }

    private static func codePage(_ key: String) -> Charset? {
        var digits = Substring(key)
        for prefix in ["windows", "win", "mswin", "cp", "ibm", "dos", "ms"] where digits.hasPrefix(prefix) {
            digits.removeFirst(prefix.count)
            break
        }
        guard digits.count < key.count || digits.count == 4, let number = Int(digits) else { return nil }
        switch number {
        case 1250: return .singleByte(.windows1250)
        case 1251: return .singleByte(.windows1251)
        case 1252: return .windows1252
        case 1253: return .singleByte(.windows1253)
        case 1254: return .singleByte(.windows1254)
        case 1255: return .singleByte(.windows1255)
        case 1256: return .singleByte(.windows1256)
        case 1257: return .singleByte(.windows1257)
        case 1258: return .singleByte(.windows1258)
        case 874: return .singleByte(.windows874)
        case 437: return .singleByte(.cp437)
        case 850: return .singleByte(.cp850)
        case 866: return .singleByte(.ibm866)
        case 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 869: return .iconv("CP\(number)")
        case 20866: return .singleByte(.koi8r)
        case 65001: return .utf8
        case 65000: return .utf7
        default: return nil
        }
    }

    private static func other(_ key: String) -> Charset? {
        switch key {
        case "koi8r", "koi8", "koi": .singleByte(.koi8r)
        case "koi8u": .singleByte(.koi8u)
        case "koi8ru": .singleByte(.koi8ru)
        case "macintosh", "mac", "macroman": .singleByte(.macintosh)
        case "maccyrillic", "macukrainian": .singleByte(.macCyrillic)
        case "maccentraleurope", "macce": .iconv("MAC-CENTRALEUROPE")
        case "tis620", "tis6202533", "tis62025330": .singleByte(.windows874)
        case "viscii": .iconv("VISCII")
        case "tcvn", "tcvn5712": .iconv("TCVN")
        case "437", "pc8codepage437", "pcp437": .singleByte(.cp437)
        case "pc850multilingual", "850": .singleByte(.cp850)
        default: nil
        }
    }
}
