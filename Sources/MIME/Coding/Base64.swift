/// Base64 as mails carry it (RFC 2045 §6.8): foreign bytes are skipped, the URL alphabet counts, padding ends a group and
/// decoding goes on behind it, and a footer that a list server appended in plain text ends the data.
enum Base64 {
    /// Of each byte: its 6 bits, or what else it is.
    private static let classes: [UInt8] = {
        var table = [UInt8](repeating: foreign, count: 256)
        for (value, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
            table[Int(byte)] = UInt8(value)
        }
        table[Int(UInt8(ascii: "-"))] = 62
        table[Int(UInt8(ascii: "_"))] = 63
        table[Int(UInt8(ascii: "="))] = padding
        table[Int(UInt8.lineFeed)] = lineEnd
        table[Int(UInt8.carriageReturn)] = returnCharacter
        table[Int(UInt8.space)] = blank
        table[Int(UInt8.tab)] = blank
        return table
    }()
    private static let padding: UInt8 = 0x40
    private static let lineEnd: UInt8 = 0x41
    private static let returnCharacter: UInt8 = 0x42
    private static let blank: UInt8 = 0x43
    private static let foreign: UInt8 = 0x44

    /// The 6 bits that a byte of the standard alphabet stands for.
    static func value(of byte: UInt8) -> UInt8? {
        guard byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_") else { return nil }
        let value = classes[Int(byte)]
        return value < 64 ? value : nil
    }

    /// Appends the decoded bytes to `output`. False if there was anything but clean base64.
    static func decode(_ bytes: ByteView, into output: inout [UInt8]) -> Bool {
        var isClean = true
        let decoded = [UInt8](unsafeUninitializedCapacity: bytes.count / 4 * 3 + 3) { room, count in
            classes.withUnsafeBufferPointer { table in
                isClean = run(bytes, table, room, &count)
            }
        }
        if output.isEmpty { output = decoded } else { output.append(contentsOf: decoded) }
        return isClean
    }

    /// `room` holds three bytes for every four of `bytes`, and three more; `count` bytes of it are filled.
    private static func run(
        _ bytes: ByteView, _ table: UnsafeBufferPointer<UInt8>, _ room: UnsafeMutableBufferPointer<UInt8>,
        _ count: inout Int
    ) -> Bool {
        var isClean = true
        var bits: UInt32 = 0
        var filled = 0
        var position = 0
        // Where the current line began, in the input and in the output.
        var line = (start: 0, count: 0)
        var sawBlank = false
        while position < bytes.count {
            if filled == 0 {
                // Whole groups, the common case.
                while position + 4 <= bytes.count {
                    let a = table[Int(bytes[position])]
                    let b = table[Int(bytes[position + 1])]
                    let c = table[Int(bytes[position + 2])]
                    let d = table[Int(bytes[position + 3])]
                    guard (a | b | c | d) < 64 else { break }
                    let group = UInt32(a) << 18 | UInt32(b) << 12 | UInt32(c) << 6 | UInt32(d)
                    room[count] = UInt8(truncatingIfNeeded: group >> 16)
                    room[count + 1] = UInt8(truncatingIfNeeded: group >> 8)
                    room[count + 2] = UInt8(truncatingIfNeeded: group)
                    count += 3
                    position += 4
                }
                guard position < bytes.count else { break }
            }
            let value = table[Int(bytes[position])]
            switch value {
            case 0..<64:
                bits = bits << 6 | UInt32(value)
                filled += 1
                if filled == 4 { flush(bits, 3, room, &count, &filled) }
            case padding:
                if filled == 1 { isClean = false }
                flush(bits << UInt32(6 * (4 - filled)), filled - 1, room, &count, &filled)
                bits = 0
            case lineEnd:
                let next = position + 1
                if isFooter(bytes, at: next) {
                    isClean = false
                    position = bytes.count
                }
                line = (next, count)
                sawBlank = false
            case blank:
                if !sawBlank, isProse(bytes, at: line.start) {
                    count = line.count
                    filled = 0
                    isClean = false
                    position = bytes.count
                }
                sawBlank = true
            case returnCharacter:
                break
            default:
                isClean = false
            }
            position += 1
        }
        if filled > 0 {
            isClean = false
            flush(bits << UInt32(6 * (4 - filled)), filled - 1, room, &count, &filled)
        }
        return isClean
    }

    /// Writes the upper `wanted` bytes of a group of 24 bits.
    private static func flush(
        _ group: UInt32, _ wanted: Int, _ room: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int,
        _ filled: inout Int
    ) {
        var shift: UInt32 = 16
        for _ in 0..<max(wanted, 0) {
            room[count] = UInt8(truncatingIfNeeded: group >> shift)
            count += 1
            shift &-= 8
        }
        filled = 0
    }

    /// Whether a line is the rule with which footers begin.
    private static func isFooter(_ bytes: ByteView, at start: Int) -> Bool {
        guard start + 1 < bytes.count, bytes[start] == bytes[start + 1] else { return false }
        return bytes[start] == UInt8(ascii: "-") || bytes[start] == UInt8(ascii: "_")
    }

    /// Whether a line has several words that are no groups of four: text, not data with blanks in it.
    private static func isProse(_ bytes: ByteView, at start: Int) -> Bool {
        let line = bytes.view(start..<(bytes.position(of: .lineFeed, from: start) ?? bytes.count)).trimmed
        var words = 0
        var odd = 0
        var length = 0
        for index in 0...line.count {
            if index < line.count, !line[index].isBlank {
                length += 1
            } else if length > 0 {
                words += 1
                if length % 4 != 0 { odd += 1 }
                length = 0
            }
        }
        return words >= 3 && odd >= 2
    }
}
