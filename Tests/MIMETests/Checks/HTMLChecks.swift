@testable import MIME

extension Checks {
    /// Cuts HTML into tokens and makes text of it.
    mutating func checkHTML(_ bytes: [UInt8]) {
        checkTokens(bytes)
        let text = plainText(fromHTML: bytes)
        let isUTF8 = bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) } != nil
        expect(!text.utf8.contains(0x0D), "lines end with LF")
        // Of a short line in a list within twenty quotes most are marks.
        expect(text.utf8.count <= 48 * bytes.count + 64, "\(text.utf8.count) bytes of text of \(bytes.count)")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        expect(text.isEmpty || lines.first != "" && lines.last != "", "no blank line at the ends")
        for cut in [0, 1, bytes.count / 2] {
            let start = Array(bytes.prefix(cut))
            let shorter = plainText(fromHTML: bytes, maximumInput: cut)
            // A character that the cut would halve is left out.
            let border = start.lastIndex { $0 & 0xC0 != 0x80 } ?? 0
            let isHalf = bytes.indices.contains(cut) && bytes[cut] & 0xC0 == 0x80 && start.count - border < 4
            let kept = isHalf ? Array(start.prefix(border)) : start
            expect(
                shorter == plainText(fromHTML: start) || shorter == plainText(fromHTML: kept),
                "input is cut at \(cut)")
            let bounded = plainText(fromHTML: bytes, maximumOutput: cut)
            // Of what is no UTF-8 the text may be shorter than a part of it; a link that is cut no longer shows its URL, which
            // then follows.
            if isUTF8 { expect(bounded.utf8.count <= text.utf8.count + bytes.count, "output is cut at \(cut)") }
        }
        if isUTF8 {
            let string = String(decoding: bytes, as: UTF8.self)
            expectEqual(plainText(fromHTML: string), text, "a string gives the same text")
        }
    }

    private mutating func checkTokens(_ bytes: [UInt8]) {
        var end = 0
        var count = 0
        for token in HTMLTokenizer(bytes) {
            count += 1
            expect(
                token.range.lowerBound >= end && !token.range.isEmpty && token.range.upperBound <= bytes.count,
                "token \(count) at \(token.range) comes behind \(end)")
            end = token.range.upperBound
            switch token.content {
            case .startTag(let tag):
                checkName(tag.name)
                let names = tag.attributes.map(\.name)
                expect(names.count <= HTMLTokenizer.maximumAttributes, "\(names.count) attributes")
                expectEqual(Set(names).count, names.count, "each attribute once")
                for name in names { checkName(name) }
            case .endTag(let name): checkName(name)
            case .text(let text):
                expect(!text.isEmpty, "a text token has text")
                if !bytes.contains(UInt8(ascii: "&")) { expect(!text.utf8.contains(0x0D), "line ends are LF") }
            case .comment(let text): expect(!text.utf8.contains(0x0D), "line ends are LF")
            case .doctype(let doctype): if let name = doctype.name { checkName(name) }
            }
        }
    }

    private mutating func checkName(_ name: String) {
        expect(!name.isEmpty && !name.utf8.contains { $0 != $0.lowercased }, "a name: \(name.debugDescription)")
    }
}
