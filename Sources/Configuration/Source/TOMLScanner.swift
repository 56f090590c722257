/// Finds the places of keys and values in a TOML 1.0 text, because the parser behind tells none.
///
/// It runs before the parser and stops at the first place where a key, a value, `=`, `,` or a bracket is missing: toml++
/// 3.4.0 aborts the process (with NDEBUG: undefined behaviour) on some texts without them, such as `[.a]`. Which
/// keys may stand twice, what escapes mean and whether a date exists is left to the parser.
struct TOMLScanner {
    private typealias Node = TOMLPositions.Node
    private struct Container {
        var node: Node
        var isArray: Bool
        var count = 0
    }

    private let bytes: [UInt8]
    private var offset = 0
    private var result = TOMLPositions()
    /// How many elements each array of tables has so far.
    private var tableCounts: [Node: Int] = [:]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func scan() -> TOMLPositions {
        var scanner = self
        scanner.scanText()
        return scanner.result
    }

    private mutating func scanText() {
        var table = TOMLPositions.root
        if bytes.starts(with: Self.byteOrderMark) { offset = Self.byteOrderMark.count }
        skipBlank(lines: true)
        while offset < bytes.count {
            let start = offset
            if current == UInt8(ascii: "[") {
                guard let node = header() else { return }
                table = node
            } else {
                guard let node = assignment(in: table) else { return }
                value(at: node)
            }
            guard result.mistake == nil, offset > start else { return }
            skipBlank(lines: false)
            guard offset == bytes.count || current == 0x0A || current == 0x0D || current == UInt8(ascii: "#") else {
                fail("the end of the line")
                return
            }
            skipBlank(lines: true)
        }
    }

    /// `[a.b]` or `[[a.b]]`; returns what the following keys belong to.
    private mutating func header() -> Node? {
        let bracket = offset
        offset += 1
        let isArray = skip("[")
        skipBlank(lines: false)
        guard let keys = dottedKey(), expect("]"), !isArray || expect("]") else { return nil }
        var node = TOMLPositions.root
        for (index, key) in keys.enumerated() {
            guard let table = step(.key(key.name), below: node, at: key.offset) else { return nil }
            node = table
            let position = TOMLPositions.Position(key: key.offset, value: bracket)
            if index == keys.count - 1, isArray {
                let count = tableCounts[node, default: 0]
                tableCounts[node] = count + 1
                if result[node] == nil { result[node] = position }
                guard let element = step(.index(count), below: node, at: key.offset) else { return nil }
                node = element
                result[node] = position
            } else {
                if index == keys.count - 1 || result[node] == nil { result[node] = position }
                guard let count = tableCounts[node] else { continue }
                guard let element = step(.index(count - 1), below: node, at: key.offset) else { return nil }
                node = element
            }
        }
        return node
    }

    /// `a.b =`; returns the place of the value that follows.
    private mutating func assignment(in table: Node) -> Node? {
        guard let keys = dottedKey(), expect("="), let last = keys.last, let node = noteKeys(keys, in: table) else {
            return nil
        }
        skipBlank(lines: false)
        result[node] = TOMLPositions.Position(key: last.offset, value: offset)
        return node
    }

    /// Tables that dotted keys make on the way stand where the key stands.
    private mutating func noteKeys(_ keys: [(name: String, offset: Int)], in table: Node) -> Node? {
        var node = table
        for key in keys {
            guard let next = step(.key(key.name), below: node, at: key.offset) else { return nil }
            node = next
            if result[node] == nil { result[node] = TOMLPositions.Position(key: key.offset, value: key.offset) }
        }
        return node
    }

    /// Goes one level down; nil, with the mistake noted, where that is too deep.
    private mutating func step(_ step: TOMLPositions.Step, below node: Node, at offset: Int) -> Node? {
        if let next = result.add(step, below: node) { return next }
        note(TOMLPositions.tooDeep, at: offset)
        return nil
    }

    /// One value with all that it contains; containers are kept on a stack of our own.
    private mutating func value(at node: Node) {
        var open: [Container] = []
        var node = node
        while offset < bytes.count {
            switch current {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                open.append(Container(node: node, isArray: current == UInt8(ascii: "[")))
                offset += 1
                skipBlank(lines: true)
            case UInt8(ascii: "\""), UInt8(ascii: "'"): string()
            default: bareValue()
            }
            guard result.mistake == nil else { return }
            guard let next = nextElement(&open) else { return }
            node = next
        }
    }

    /// Closes what is complete and goes to the next value inside; nil when the outermost value has ended.
    private mutating func nextElement(_ open: inout [Container]) -> Node? {
        while var container = open.popLast() {
            skipBlank(lines: true)
            let isSeparated = container.count == 0 || skip(",")
            skipBlank(lines: true)
            if offset < bytes.count, current == UInt8(ascii: container.isArray ? "]" : "}") {
                offset += 1
                continue
            }
            guard offset < bytes.count, isSeparated else {
                fail(container.isArray ? "\",\" or \"]\"" : "\",\" or \"}\"")
                return nil
            }
            container.count += 1
            open.append(container)
            if container.isArray {
                guard let node = step(.index(container.count - 1), below: container.node, at: offset) else {
                    return nil
                }
                result[node] = TOMLPositions.Position(key: offset, value: offset)
                return node
            }
            return assignment(in: container.node)
        }
        return nil
    }

    private mutating func dottedKey() -> [(name: String, offset: Int)]? {
        var keys: [(name: String, offset: Int)] = []
        repeat {
            skipBlank(lines: false)
            let start = offset
            guard keys.count < TOMLPositions.deepest else {
                note(TOMLPositions.tooDeep, at: start)
                return nil
            }
            if offset < bytes.count, current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
                string()
                guard result.mistake == nil else { return nil }
                keys.append((String(decoding: bytes[start + 1..<offset - 1], as: UTF8.self), start))
            } else {
                while offset < bytes.count, Self.isKeyByte(bytes[offset]) { offset += 1 }
                guard offset > start else {
                    fail("a key")
                    return nil
                }
                keys.append((String(decoding: bytes[start..<offset], as: UTF8.self), start))
            }
            skipBlank(lines: false)
        } while skip(".")
        return keys
    }

    private mutating func bareValue() {
        let start = offset
        while offset < bytes.count, !Self.endsBareValue(bytes[offset]) { offset += 1 }
        while offset > start, bytes[offset - 1] == 0x20 || bytes[offset - 1] == 0x09 { offset -= 1 }
        guard !TOMLBareValue.isValid(bytes[start..<offset]) else { return }
        let isEmpty = offset == start
        offset = start
        fail(isEmpty ? "a value" : "a value: text stands in quotes, a number or date has no other letters")
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
            if byte == 0x0A, !isLong {
                fail("the closing quote")
                return
            }
            if isBasic, byte == UInt8(ascii: "\\") {
                noteNUL(at: offset)
                offset += 2
            } else {
                offset += 1
            }
        }
        offset = bytes.count
        fail("the closing quote")
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

    /// Like ``skip(_:)``, but its absence is a mistake.
    private mutating func expect(_ character: Unicode.Scalar) -> Bool {
        if skip(character) { return true }
        fail("\"\(character)\"")
        return false
    }

    private mutating func fail(_ expected: String) { note("not valid TOML: expected \(expected)", at: offset) }

    /// Notes the first mistake.
    private mutating func note(_ message: String, at offset: Int) {
        if result.mistake == nil { result.mistake = (min(offset, bytes.count), message) }
    }

    private var current: UInt8 { bytes[offset] }
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

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
