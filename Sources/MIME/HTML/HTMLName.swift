/// The name of an element or attribute in a form that is quick to compare; ASCII letters in lower case.
///
/// Exact for names of up to sixteen bytes. Longer ones of one length may be taken for one another; no element or attribute
/// that means anything here has such a name.
struct HTMLName: Hashable, Sendable {
    private(set) var count = 0
    /// The first eight bytes, the first one lowest.
    private(set) var head: UInt64 = 0
    /// Those behind them.
    private(set) var tail: UInt64 = 0

    init() {}

    @inline(__always)
    init(_ name: StaticString) {
        self.init()
        for offset in 0..<name.utf8CodeUnitCount { append(name.utf8Start[offset]) }
    }

    init(copying name: String) {
        self.init()
        for byte in name.utf8 { append(byte) }
    }

    /// Reads the name at `start`, whose first byte belongs to it whatever it is, up to white space, `/`, `>` or `terminator`.
    @inline(__always)
    init(_ input: ByteView, at start: Int, endsBefore terminator: UInt8 = UInt8(ascii: ">")) {
        guard let base = input.baseAddress, start &+ ByteBlock.size <= input.count else {
            self.init(slowly: input, at: start, endsBefore: terminator)
            return
        }
        let block = ByteBlock(base + start)
        let length =
            (block.isAtMost(0x20) | block.isEqual(to: UInt8(ascii: "/")) | block.isEqual(to: UInt8(ascii: ">"))
            | block.isEqual(to: terminator)).first
        guard length > 0, length < ByteBlock.size,
            base[start + length] == terminator || base[start + length].endsHTMLName
        else {
            self.init(slowly: input, at: start, endsBefore: terminator)
            return
        }
        let (head, tail) = block.lowercased.words(length)
        self.init(count: length, head: head, tail: tail)
    }

    @inline(__always)
    private init(count: Int, head: UInt64, tail: UInt64) {
        self.count = count
        self.head = head
        self.tail = tail
    }

    @inline(never)
    private init(slowly input: ByteView, at start: Int, endsBefore terminator: UInt8) {
        self.init()
        var index = start
        repeat {
            append(input[index].lowercased)
            index += 1
        } while index < input.count && input[index] != terminator && !input[index].endsHTMLName
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8) {
        if count < 8 {
            head |= UInt64(byte) << (8 * UInt64(count))
        } else if count < 16 {
            tail |= UInt64(byte) << (8 * UInt64(count - 8))
        } else {
            tail = (tail << 8 | tail >> 56) ^ UInt64(byte)
        }
        count += 1
    }
}
