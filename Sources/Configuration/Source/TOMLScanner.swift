/// Finds the places of keys and values in a text that a TOML 1.0 parser has accepted.
///
/// The parser tells no positions, so the text is read a second time, for positions only. Valid text is understood as a
/// whole; anything else ends the scan early, and whoever asks for a place then gets the one of the table around it.
struct TOMLScanner {
    private typealias Path = TOMLPositions.Path
    private struct Container {
        var path: Path
        var isArray: Bool
        var count = 0
    }

    private let bytes: [UInt8]
    private var offset = 0
    private var result = TOMLPositions()
    /// How many elements each array of tables has so far.
    private var tableCounts: [Path: Int] = [:]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func scan() -> TOMLPositions {
        var scanner = self
        scanner.scanText()
        return scanner.result
    }

    private mutating func scanText() {
        var table: Path = []
        skipBlank(lines: true)
        while offset < bytes.count {
            let start = offset
            if current == UInt8(ascii: "[") {
                guard let path = header() else { return }
                table = path
            } else {
                let keyOffset = offset
                guard let keys = dottedKey(), skip("=") else { return }
                let path = noteKeys(keys, in: table)
                skipBlank(lines: false)
                result.positions[path] = TOMLPositions.Position(key: keys.last?.offset ?? keyOffset, value: offset)
                value(at: path)
            }
            skipBlank(lines: true)
            guard offset > start else { return }
        }
    }

    /// `[a.b]` or `[[a.b]]`; returns the path that the following keys belong to.
    private mutating func header() -> Path? {
        let bracket = offset
        offset += 1
        let isArray = skip("[")
        skipBlank(lines: false)
        guard let keys = dottedKey(), skip("]"), !isArray || skip("]") else { return nil }
        var path: Path = []
        for (index, key) in keys.enumerated() {
            path.append(.key(key.name))
            let position = TOMLPositions.Position(key: key.offset, value: bracket)
            if index == keys.count - 1, isArray {
                let count = tableCounts[path, default: 0]
                tableCounts[path] = count + 1
                if result.positions[path] == nil { result.positions[path] = position }
                path.append(.index(count))
                result.positions[path] = position
            } else {
                if index == keys.count - 1 || result.positions[path] == nil { result.positions[path] = position }
                if let count = tableCounts[path] { path.append(.index(count - 1)) }
            }
        }
        return path
    }

    /// Tables that dotted keys make on the way stand where the key stands.
    private mutating func noteKeys(_ keys: [(name: String, offset: Int)], in table: Path) -> Path {
        var path = table
        for key in keys {
            path.append(.key(key.name))
            if result.positions[path] == nil {
                result.positions[path] = TOMLPositions.Position(key: key.offset, value: key.offset)
            }
        }
        return path
    }

    /// One value with all that it contains; containers are kept on a stack of our own.
    private mutating func value(at path: Path) {
        var open: [Container] = []
        var path = path
        while offset < bytes.count {
            switch current {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                open.append(Container(path: path, isArray: current == UInt8(ascii: "[")))
                offset += 1
                skipBlank(lines: true)
            case UInt8(ascii: "\""), UInt8(ascii: "'"): string()
            default: while offset < bytes.count, !Self.endsBareValue(bytes[offset]) { offset += 1 }
            }
            guard let next = nextElement(&open) else { return }
            path = next
        }
    }

    /// Closes what is complete and goes to the next value inside; nil when the outermost value has ended.
    private mutating func nextElement(_ open: inout [Container]) -> Path? {
        while var container = open.popLast() {
            skipBlank(lines: true)
            let isSeparated = container.count == 0 || skip(",")
            skipBlank(lines: true)
            guard offset < bytes.count else { return nil }
            if current == UInt8(ascii: container.isArray ? "]" : "}") {
                offset += 1
                continue
            }
            guard isSeparated else { return nil }
            container.count += 1
            open.append(container)
            if container.isArray {
                let path = container.path + [.index(container.count - 1)]
                result.positions[path] = TOMLPositions.Position(key: offset, value: offset)
                return path
            }
            let keyOffset = offset
            guard let keys = dottedKey(), skip("=") else { return nil }
            let path = noteKeys(keys, in: container.path)
            skipBlank(lines: false)
            result.positions[path] = TOMLPositions.Position(key: keys.last?.offset ?? keyOffset, value: offset)
            return path
        }
        return nil
    }

    private mutating func dottedKey() -> [(name: String, offset: Int)]? {
        var keys: [(name: String, offset: Int)] = []
        repeat {
            skipBlank(lines: false)
            let start = offset
            guard offset < bytes.count else { return nil }
            if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
                string()
                guard offset - start >= 2 else { return nil }
                keys.append((String(decoding: bytes[start + 1..<offset - 1], as: UTF8.self), start))
            } else {
                while offset < bytes.count, Self.isKeyByte(bytes[offset]) { offset += 1 }
                guard offset > start else { return nil }
                keys.append((String(decoding: bytes[start..<offset], as: UTF8.self), start))
            }
            skipBlank(lines: false)
        } while skip(".")
        return keys
    }

    /// Any of the four kinds of strings.
    private mutating func string() {
        let quote = current
        let isBasic = quote == UInt8(ascii: "\"")
        let isLong = offset + 2 < bytes.count && bytes[offset + 1] == quote && bytes[offset + 2] == quote
        offset += isLong ? 3 : 1
        var quotes = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == quote {
                offset += 1
                quotes += 1
                if !isLong { return }
                // Up to two quotes may stand right before the closing three.
                if quotes >= 3, offset >= bytes.count || bytes[offset] != quote || quotes == 5 { return }
                continue
            }
            quotes = 0
            if isBasic, byte == UInt8(ascii: "\\") {
                noteNUL(at: offset)
                offset += 2
            } else {
                offset += 1
            }
        }
        offset = bytes.count
    }

    private mutating func noteNUL(at offset: Int) {
        for escape in ["\\u0000", "\\U00000000"] where bytes[offset...].starts(with: escape.utf8) {
            result.escapedNULs.append(offset)
        }
    }

    /// Blanks and, where a value may go on in the next line, line ends; comments always.
    private mutating func skipBlank(lines: Bool) {
        while offset < bytes.count {
            switch current {
            case 0x20, 0x09: offset += 1
            case 0x0A where lines, 0x0D where lines: offset += 1
            case UInt8(ascii: "#") where lines: while offset < bytes.count, current != 0x0A { offset += 1 }
            default: return
            }
        }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        skipBlank(lines: false)
        guard offset < bytes.count, current == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private var current: UInt8 { bytes[offset] }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }

    private static func endsBareValue(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"), 0x0A, 0x0D: true
        default: false
        }
    }
}
