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

    /// The most bytes that `count` coded ones stand for, if some of a group may have come before.
    static func room(for count: Int) -> Int { count / 4 * 3 + 6 }

    /// Decodes all of `bytes` to `output`, which has ``room(for:)`` them and the slack of a ``ByteBuffer``.
    static func decode(_ bytes: ByteView, into output: UnsafeMutablePointer<UInt8>) -> (count: Int, isClean: Bool) {
        var decoder = Decoder()
        var count = decoder.decode(bytes, into: output)
        count += decoder.finish(into: output + count)
        return (count, decoder.isClean)
    }

    /// Decodes piece by piece; pieces end behind line ends.
    struct Decoder {
        /// Whether there was nothing but clean base64 so far.
        private(set) var isClean = true
        /// A group that is not whole yet, and how many digits of it were seen.
        private var bits: UInt32 = 0
        private var filled = 0
        /// A footer was found; nothing behind it is data.
        private var hasEnded = false
        private var isInside = false

        /// - Parameter output: has ``Base64/room(for:)`` `bytes` and the slack of a ``ByteBuffer``.
        /// - Returns: how many bytes were written.
        mutating func decode(_ bytes: ByteView, into output: UnsafeMutablePointer<UInt8>) -> Int {
            if isInside, Base64.isFooter(bytes, at: 0) { end() }
            isInside = isInside || !bytes.isEmpty
            guard !hasEnded else { return 0 }
            return Base64.groups.withUnsafeBufferPointer { groups in
                Base64.classes.withUnsafeBufferPointer { run(bytes, groups, $0, output) }
            }
        }

        /// Writes what is left of the last group.
        mutating func finish(into output: UnsafeMutablePointer<UInt8>) -> Int {
            guard filled > 0 else { return 0 }
            isClean = false
            return flush(into: output)
        }

        private mutating func end() {
            hasEnded = true
            isClean = false
        }

        private mutating func run(
            _ bytes: ByteView, _ groups: UnsafeBufferPointer<UInt32>, _ classes: ByteView,
            _ output: UnsafeMutablePointer<UInt8>
        ) -> Int {
            var count = 0
            var position = 0
            // Where the current line began, in the input and in the output.
            var line = (start: 0, count: 0)
            var sawBlank = false
            while position < bytes.count {
                if filled == 0 {
                    count += Base64.decodeGroups(bytes, &position, groups, output + count)
                    guard position < bytes.count else { break }
                }
                let value = classes[Int(bytes[position])]
                switch value {
                case 0..<64:
                    bits = bits << 6 | UInt32(value)
                    filled += 1
                    if filled == 4 { count += flush(into: output + count) }
                case Base64.padding:
                    if filled == 1 { isClean = false }
                    if filled > 0 { count += flush(into: output + count) }
                case Base64.lineEnd:
                    line = (position + 1, count)
                    sawBlank = false
                    if Base64.isFooter(bytes, at: line.start) {
                        end()
                        return count
                    }
                case Base64.blank:
                    if !sawBlank, Base64.isProse(bytes, at: line.start) {
                        end()
                        filled = 0
                        return line.count
                    }
                    if filled == 0, position > 0, bytes[position - 1] == UInt8(ascii: "="),
                        !Base64.isGroup(bytes, at: position + 1)
                    {
                        end()
                        return count
                    }
                    sawBlank = true
                case Base64.returnCharacter:
                    break
                default:
                    isClean = false
                }
                position += 1
            }
            return count
        }

        /// Writes the whole bytes of the group under way, and forgets it.
        private mutating func flush(into output: UnsafeMutablePointer<UInt8>) -> Int {
            let group = bits << UInt32(6 * (4 - filled))
            let count = filled - 1
            if count > 0 { output[0] = UInt8(truncatingIfNeeded: group >> 16) }
            if count > 1 { output[1] = UInt8(truncatingIfNeeded: group >> 8) }
            if count > 2 { output[2] = UInt8(truncatingIfNeeded: group) }
            filled = 0
            bits = 0
            return count
        }
    }

    /// Decodes whole groups, the common case, as long as they are clean.
    ///
    /// Four looks into one table make three bytes; each group is stored as a word whose last byte the next one covers.
    @inline(__always)
    private static func decodeGroups(
        _ bytes: ByteView, _ position: inout Int, _ groups: UnsafeBufferPointer<UInt32>,
        _ output: UnsafeMutablePointer<UInt8>
    ) -> Int {
        let raw = UnsafeMutableRawPointer(output)
        var count = 0
        while position + 8 <= bytes.count {
            let word = bytes.word(at: position)
            let first = group(word, groups)
            guard first < invalid else { break }
            raw.storeBytes(of: first, toByteOffset: count, as: UInt32.self)
            let second = group(word >> 32, groups)
            guard second < invalid else {
                position += 4
                return count + 3
            }
            raw.storeBytes(of: second, toByteOffset: count + 3, as: UInt32.self)
            count += 6
            position += 8
        }
        while position + 4 <= bytes.count {
            let word = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped)
                .loadUnaligned(fromByteOffset: position, as: UInt32.self)
            let only = group(Word(word), groups)
            guard only < invalid else { break }
            raw.storeBytes(of: only, toByteOffset: count, as: UInt32.self)
            count += 3
            position += 4
        }
        return count
    }

    @inline(__always)
    private static func group(_ word: Word, _ groups: UnsafeBufferPointer<UInt32>) -> UInt32 {
        groups[Int(word & 0xFF)] | groups[256 + Int(word >> 8 & 0xFF)] | groups[512 + Int(word >> 16 & 0xFF)]
            | groups[768 + Int(word >> 24 & 0xFF)]
    }

    private static let invalid: UInt32 = 1 << 24

    /// Of each byte in each of the four places of a group: its bits where they belong in three bytes in memory order, or
    /// ``invalid``.
    private static let groups: [UInt32] = (0..<4).flatMap { place in
        classes.map { value in
            guard value < 64 else { return invalid }
            let bits = UInt32(value) << UInt32(18 - 6 * place)
            return UInt32(littleEndian: bits.byteSwapped >> 8)
        }
    }

    /// Whether a line is the rule with which footers begin: two hyphens, or underscores alone. An underscore is a digit too.
    fileprivate static func isFooter(_ bytes: ByteView, at start: Int) -> Bool {
        guard start + 1 < bytes.count, bytes[start] == bytes[start + 1] else { return false }
        if bytes[start] == UInt8(ascii: "-") { return true }
        guard bytes[start] == UInt8(ascii: "_") else { return false }
        var end = start
        while end < bytes.count, bytes[end] == UInt8(ascii: "_") { end += 1 }
        return end == bytes.count || bytes[end].isWhiteSpace
    }

    /// Whether a word at `start` may be data: its length is that of whole groups. One that is none ends what padding ended.
    fileprivate static func isGroup(_ bytes: ByteView, at start: Int) -> Bool {
        var end = start
        while end < bytes.count, !bytes[end].isWhiteSpace { end += 1 }
        return (end - start) % 4 == 0
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
