/// The text of one file, which knows the line and column of each byte.
struct SourceText {
    let file: String
    let bytes: [UInt8]
    /// Offset of each line's first byte.
    private let lineStarts: [Int]
    /// How many characters begin before each block, so that a place in a long line is found without counting all of the line.
    private let charactersBefore: [Int]
    private static let block = 256

    init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        lineStarts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
        var counts = [0]
        var count = 0
        for (offset, byte) in bytes.enumerated() {
            if byte & 0xC0 != 0x80 { count += 1 }
            if (offset + 1) % Self.block == 0 { counts.append(count) }
        }
        charactersBefore = counts
    }

    private func characters(before offset: Int) -> Int {
        let block = offset / Self.block
        return charactersBefore[block] + bytes[block * Self.block..<offset].count { $0 & 0xC0 != 0x80 }
    }

    /// Columns count Unicode scalars from 1.
    func place(at offset: Int) -> SourcePlace {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let start = lineStarts[low]
        let scalars = characters(before: max(start, min(offset, bytes.count))) - characters(before: start)
        return SourcePlace(file: file, line: low + 1, column: scalars + 1)
    }

    /// What no configuration may hold and the parser behind must never see: bytes that are not UTF-8, NUL (the parser
    /// takes it for the end) and control characters other than tab, line feed and carriage return before it.
    func characterProblem() -> ConfigurationProblem? {
        for (offset, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x7F {
            if byte == 0x09 || byte == 0x0A { continue }
            if byte == 0x0D, offset + 1 < bytes.count, bytes[offset + 1] == 0x0A { continue }
            let code = String(byte, radix: 16, uppercase: true)
            let name = byte == 0 ? "a NUL character" : "the control character U+00\(code.count < 2 ? "0" : "")\(code)"
            return place(at: offset).problem("found \(name); a configuration is plain text")
        }
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        return place(at: firstInvalidOffset()).problem("found bytes that are not UTF-8; save the file as UTF-8")
    }

    private func firstInvalidOffset() -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
        return offset
    }
}
