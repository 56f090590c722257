import Testing

@testable import MIME

@Suite("Encoded-words") struct EncodedWordsTests {
    private func words(_ text: String, _ context: EncodedWords.Context = .unstructured, room: Int = 75) -> [String] {
        var source = EncodedWords(text, context: context)
        var words: [String] = []
        while !source.isEmpty { words.append(String(decoding: source.next(room: room), as: UTF8.self)) }
        return words
    }

    private static let units = [
        "a", "ä", "漢", "👍", "=", "a漢", "aä👍", "e\u{301}", "Größe ", "\u{1F468}\u{200D}\u{1F469}",
    ]

    @Test(
        "each has at most the room it gets, holds whole characters, and all together say the text", arguments: 32...80)
    func lengths(room: Int) throws {
        for unit in Self.units {
            for context in [EncodedWords.Context.unstructured, .phrase] {
                let text = String(repeating: unit, count: 70)
                let words = words(text, context, room: room)
                #expect(words.allSatisfy { $0.utf8.count <= min(room, 75) })
                let decoded = try words.map { try PlainestDecoder.decode($0) }
                #expect(decoded.allSatisfy { !$0.unicodeScalars.contains("\u{FFFD}") && !$0.isEmpty })
                #expect(decoded.joined() == text)
            }
        }
    }

    @Test("no base64 but the last of a run is padded, which GMime would not read on behind")
    func padding() {
        for unit in Self.units {
            for offset in 0..<6 {
                let words = words(String(repeating: "ä", count: offset) + "x" + String(repeating: unit, count: 90))
                #expect(!words.dropLast().contains { $0.hasSuffix("=?=") && $0.hasPrefix("=?utf-8?B?") }, "\(words)")
            }
        }
    }

    @Test("Q is taken for texts with few special characters, B for the rest, each where it says more")
    func choice() {
        #expect(words("Größe") == ["=?utf-8?B?R3LDtsOfZQ==?="])
        #expect(words("Größentabelle und mehr") == ["=?utf-8?Q?Gr=C3=B6=C3=9Fentabelle_und_mehr?="])
        let mixed = words(String(repeating: "plain ", count: 12) + String(repeating: "Привет ", count: 20))
        #expect(mixed.first?.hasPrefix("=?utf-8?Q?") == true)
        #expect(mixed.last?.hasPrefix("=?utf-8?B?") == true)
    }

    @Test("within a phrase only letters, digits and `!*+-/=_` stand (RFC 2047 §5 (3))")
    func phrase() {
        let text = String(String.UnicodeScalarView((0x20..<0x7F).compactMap { Unicode.Scalar($0) })) + "äöü"
        for word in words(text, .phrase) {
            let coded = word.dropFirst(10).dropLast(2)
            #expect(coded.utf8.allSatisfy { $0.isLetter || $0.isDigit || "!*+-/=_".utf8.contains($0) }, "\(word)")
        }
        #expect(words("a(b)\"c\",ä", .unstructured)[0].contains("(b)"))
        #expect(!words("_? ä").contains { $0.dropFirst(10).dropLast(2).contains("?") || $0.contains(" ") })
    }
}
