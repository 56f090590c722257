/// The shape of values without quotes: booleans, numbers, dates and times of TOML 1.0. Whether a date exists and a number
/// fits is left to the parser, which however aborts on some texts that have no such shape.
struct TOMLBareValue {
    private let text: ArraySlice<UInt8>
    private var position: Int

    static func isValid(_ text: ArraySlice<UInt8>) -> Bool {
        let words = ["true", "false"]
        if words.contains(where: { text.elementsEqual($0.utf8) }) { return true }
        let shapes: [(inout TOMLBareValue) -> Bool] = [
            { $0.isNumber() }, { $0.isBased() }, { $0.isDate() }, { $0.isTime() },
        ]
        return shapes.contains { shape in
            var value = TOMLBareValue(text: text, position: text.startIndex)
            return shape(&value) && value.position == text.endIndex
        }
    }

    /// `+1_000`, `-3.5e-2`, `inf`, `-nan`
    private mutating func isNumber() -> Bool {
        if !skip("+") { _ = skip("-") }
        if skip(word: "inf") || skip(word: "nan") { return true }
        if !skip("0"), !digits(Self.isDecimal) { return false }
        if skip("."), !digits(Self.isDecimal) { return false }
        guard skip("e") || skip("E") else { return true }
        if !skip("+") { _ = skip("-") }
        return digits(Self.isDecimal)
    }

    /// `0xFF`, `0o755`, `0b1010`
    private mutating func isBased() -> Bool {
        guard skip("0") else { return false }
        if skip("x") { return digits { Self.isDecimal($0) || (0x41...0x46).contains($0 & 0xDF) } }
        if skip("o") { return digits { (0x30...0x37).contains($0) } }
        return skip("b") && digits { (0x30...0x31).contains($0) }
    }

    /// `2026-01-31`, with time and offset behind it or without.
    private mutating func isDate() -> Bool {
        guard fixed(4), skip("-"), fixed(2), skip("-"), fixed(2) else { return false }
        if position == text.endIndex { return true }
        guard skip("T") || skip("t") || skip(" "), isTime() else { return false }
        if position == text.endIndex || skip("Z") || skip("z") { return true }
        return (skip("+") || skip("-")) && fixed(2) && skip(":") && fixed(2)
    }

    /// `07:32:00.5`
    private mutating func isTime() -> Bool {
        guard fixed(2), skip(":"), fixed(2), skip(":"), fixed(2) else { return false }
        guard skip(".") else { return true }
        let start = position
        while position < text.endIndex, Self.isDecimal(text[position]) { position += 1 }
        return position > start
    }

    /// Digits with single underscores between them, at least one.
    private mutating func digits(_ isDigit: (UInt8) -> Bool) -> Bool {
        repeat {
            guard position < text.endIndex, isDigit(text[position]) else { return false }
            while position < text.endIndex, isDigit(text[position]) { position += 1 }
        } while skip("_")
        return true
    }

    private mutating func fixed(_ count: Int) -> Bool {
        guard text.endIndex - position >= count, text[position..<position + count].allSatisfy(Self.isDecimal) else {
            return false
        }
        position += count
        return true
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < text.endIndex, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skip(word: String) -> Bool {
        guard text[position...].elementsEqual(word.utf8) else { return false }
        position = text.endIndex
        return true
    }

    private static func isDecimal(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
