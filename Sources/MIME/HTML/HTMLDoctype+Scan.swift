extension HTMLDoctype {
    /// Reads the declaration from behind `<!DOCTYPE` up to its `>`, which is missing where the input ended early.
    init(_ input: ByteView, _ range: Range<Int>) {
        var scan = Scan(input: input, position: range.lowerBound, end: range.upperBound)
        scan.read()
        self = scan.result
    }

    private struct Scan {
        let input: ByteView
        var position: Int
        let end: Int
        var result = HTMLDoctype()

        mutating func read() {
            result.forcesQuirks = true
            skipSpace()
            guard let first = byte, first != UInt8(ascii: ">") else { return }
            let name = position
            while let byte, !byte.isHTMLSpace, byte != UInt8(ascii: ">") { position += 1 }
            result.name = text(name..<position, as: .name)
            skipSpace()
            guard byte != nil else { return }
            if byte == UInt8(ascii: ">") {
                result.forcesQuirks = false
            } else if keyword("public") {
                result.publicID = identifier()
                guard result.publicID != nil, !cutIdentifier else { return }
                skipSpace()
                if byte == UInt8(ascii: ">") { result.forcesQuirks = false } else { readSystemID() }
            } else if keyword("system") {
                readSystemID()
            }
        }

        private mutating func readSystemID() {
            result.systemID = identifier()
            guard result.systemID != nil, !cutIdentifier else { return }
            skipSpace()
            // Whatever stands behind the system identifier is skipped and forgiven.
            if byte != nil { result.forcesQuirks = false }
        }

        /// The last identifier had no closing quote.
        private var cutIdentifier = false

        private mutating func identifier() -> String? {
            skipSpace()
            guard let quote = byte, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
            position += 1
            let start = position
            while let byte, byte != quote, byte != UInt8(ascii: ">") { position += 1 }
            let value = text(start..<position, as: .literal)
            cutIdentifier = byte != quote
            if !cutIdentifier { position += 1 }
            return value
        }

        private mutating func keyword(_ word: StaticString) -> Bool {
            guard input.starts(with: word, at: position), position + word.utf8CodeUnitCount <= end else { return false }
            position += word.utf8CodeUnitCount
            return true
        }

        private var byte: UInt8? { position < end ? input[position] : nil }

        private mutating func skipSpace() {
            while let byte, byte.isHTMLSpace { position += 1 }
        }

        private func text(_ range: Range<Int>, as style: HTMLDecoder.Style) -> String {
            HTMLDecoder.text(input, range, as: style)
        }

        init(input: ByteView, position: Int, end: Int) {
            self.input = input
            self.position = position
            self.end = end
        }
    }
}
