/// An element's name in a form that is quick to compare: a 64-bit hash of its letters in lower case.
struct HTMLElementName: Hashable {
    private let hash: UInt64

    init(_ input: ByteView, _ range: Range<Int>) {
        var hash = Self.seed
        for byte in input[range] { hash = Self.mixed(hash, byte.lowercased) }
        self.hash = hash
    }

    init(_ name: String) {
        hash = name.utf8.reduce(Self.seed) { Self.mixed($0, $1) }
    }

    /// How the text in this element is read, where that differs from ordinary data.
    var textMode: HTMLTextMode? { Self.textModes[self] }

    private static let textModes: [HTMLElementName: HTMLTextMode] = {
        var modes: [HTMLElementName: HTMLTextMode] = [
            HTMLElementName("script"): .script, HTMLElementName("plaintext"): .plainText,
        ]
        for name in ["title", "textarea"] { modes[HTMLElementName(name)] = .escapableRawText }
        for name in ["style", "xmp", "iframe", "noembed", "noframes"] { modes[HTMLElementName(name)] = .rawText }
        return modes
    }()

    // FNV-1a
    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
    private static func mixed(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
}
