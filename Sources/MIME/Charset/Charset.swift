/// A character set that text can be decoded from.
enum Charset: Sendable, Hashable {
    case utf8
    case singleByte(SingleByteSet)
    /// Byte order taken from a BOM, else guessed from where the zero bytes stand.
    case utf16(UTF16Order)
    case utf7
    /// ISO-2022-JP, with the extensions of code pages 50220 to 50222.
    case iso2022JP
    case hz
    /// Left to glibc, under the name that glibc knows.
    case iconv(String)

    static let windows1252 = Charset.singleByte(.windows1252)

    /// Whether text in this set switches states, so that pieces of it are decoded one by one.
    var isStateful: Bool {
        switch self {
        case .utf7, .iso2022JP, .hz: true
        case .iconv(let name): name.hasPrefix("ISO-2022")
        default: false
        }
    }

    var isSingleByte: Bool {
        if case .singleByte = self { true } else { false }
    }

    /// Whether ASCII bytes mean themselves everywhere, so that a whole field can be in this set.
    var keepsASCII: Bool {
        if case .utf16 = self { false } else { !isStateful }
    }

    /// Appends the text of `bytes` in UTF-8 to `text`. Returns how many stretches became U+FFFD.
    @discardableResult
    func decode(_ bytes: ByteView, into text: inout ByteBuffer) -> Int {
        switch self {
        case .utf8: UTF8Repair.decode(bytes, into: &text).bad
        case .singleByte(let set): set.decode(bytes, into: &text)
        case .utf16(let order): order.decode(bytes, into: &text)
        case .utf7: UTF7.decode(bytes, into: &text)
        case .iso2022JP: ISO2022JP.decode(bytes, into: &text)
        case .hz: HZ.decode(bytes, into: &text)
        case .iconv(let name): Iconv.decode(bytes, from: name, into: &text)
        }
    }

    func string(_ bytes: ByteView) -> String { decoded(bytes).text }

    /// The text of `bytes`, and how many stretches of it became U+FFFD.
    func decoded(_ bytes: ByteView) -> (text: String, replacements: Int) {
        if self == .utf8 {
            let (end, isASCII) = UTF8Repair.validBeginning(of: bytes)
            if end == bytes.count { return (String(knownUTF8: bytes, isASCII: isASCII), 0) }
        }
        var text = ByteBuffer(capacity: bytes.count + bytes.count / 4)
        let replacements = decode(bytes, into: &text)
        let string = isSingleByte ? String(knownUTF8: text.view) : String(decoding: text.view, as: UTF8.self)
        return (string, replacements)
    }
}
