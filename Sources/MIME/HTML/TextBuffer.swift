/// Text under way, in memory of its own. Room is asked for once per piece, not once per byte.
struct TextBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 256)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    var isEmpty: Bool { count == 0 }

    /// The last byte; 0 if there is none.
    var last: UInt8 { count > 0 ? start[count - 1] : 0 }

    /// All of it.
    /// - Parameter isValid: whether it is known to be UTF-8; what is not becomes U+FFFD.
    func text(isValid: Bool) -> String {
        let bytes = view(0..<count)
        guard isValid else { return String(decoding: bytes, as: UTF8.self) }
        var span = UTF8Span(unchecked: bytes.span)
        _ = span.checkForASCII()
        return String(copying: span)
    }

    /// Valid until the buffer changes.
    func view(_ range: Range<Int>) -> ByteView { ByteView(start: start, count: count).view(range) }

    mutating func append(_ byte: UInt8) {
        reserve(1)
        start[count] = byte
        count += 1
    }

    mutating func append(_ bytes: ByteView) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        (start + count).update(from: source, count: bytes.count)
        count += bytes.count
    }

    /// Appends UTF-8 of `scalar`.
    mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.isASCII { return append(UInt8(truncatingIfNeeded: scalar.value)) }
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
    }

    mutating func append(repeating text: StaticString, count times: Int) {
        text.withUTF8Buffer { for _ in 0..<times { append($0) } }
    }

    mutating func truncate(to length: Int) { count = min(count, max(length, 0)) }

    mutating func removeLast() { truncate(to: count - 1) }

    /// Appends the byte at the start of `range` whatever it is, and the running text behind it.
    /// - Returns: where that is interrupted, at most the end of `range`.
    @inline(never)
    mutating func appendText(_ input: ByteView, _ range: Range<Int>) -> Int { append(input, range, upTo: .text) }

    /// The same for the target of a link.
    @inline(never)
    mutating func appendTarget(_ input: ByteView, _ range: Range<Int>) -> Int { append(input, range, upTo: .target) }

    @inline(__always)
    private mutating func append(_ input: ByteView, _ range: Range<Int>, upTo kind: StopKind) -> Int {
        guard let source = input.baseAddress, range.lowerBound < range.upperBound else { return range.upperBound }
        reserve(range.count + ByteBlock.size)
        var from = source + range.lowerBound
        var to = start + count
        let end = source + range.upperBound
        to.pointee = from.pointee
        (from, to) = (from + 1, to + 1)
        while end - from >= ByteBlock.size {
            let block = ByteBlock(from)
            // What is too much is overwritten or cut off.
            block.store(to: to)
            let stops = kind.stops(of: block, at: from)
            if !stops.isEmpty {
                count = to + stops.first - start
                return from + stops.first - source
            }
            (from, to) = (from + ByteBlock.size, to + ByteBlock.size)
        }
        if source + input.count - from >= ByteBlock.size {
            let block = ByteBlock(from)
            block.store(to: to)
            let length = min(kind.stops(of: block, at: from).first, end - from)
            (from, to) = (from + length, to + length)
        } else {
            while from < end, !kind.stops(at: from.pointee, behind: (from - 1).pointee) {
                to.pointee = from.pointee
                (from, to) = (from + 1, to + 1)
            }
        }
        count = to - start
        return from - source
    }

    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let larger = max(2 * capacity, count + more)
        let room = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        room.update(from: start, count: count)
        start.deallocate()
        start = room
        capacity = larger
    }
}

/// What interrupts a run of bytes that is copied as it stands.
enum StopKind {
    /// Running text: white space but for single blanks, controls, the start of a reference or of a no-break space.
    case text
    /// Targets of links: white space, controls, angle brackets, the start of a reference.
    case target

    @inline(__always)
    func stops(of block: ByteBlock, at start: UnsafePointer<UInt8>) -> ByteBlock.Marks {
        switch self {
        case .text:
            let blanks = block.isEqual(to: 0x20) & ByteBlock(start - 1).isEqual(to: 0x20)
            return block.isAtMost(0x1F) | block.isEqual(to: UInt8(ascii: "&")) | block.isEqual(to: 0xC2) | blanks
        case .target:
            return block.isAtMost(0x20) | block.isEqual(to: UInt8(ascii: "&")) | block.isEqual(to: UInt8(ascii: "<"))
                | block.isEqual(to: UInt8(ascii: ">")) | block.isEqual(to: 0x7F)
        }
    }

    @inline(__always)
    func stops(at byte: UInt8, behind previous: UInt8) -> Bool {
        switch self {
        case .text:
            byte < 0x20 || byte == UInt8(ascii: "&") || byte == 0xC2 || byte == 0x20 && previous == 0x20
        case .target:
            byte <= 0x20 || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
                || byte == 0x7F
        }
    }
}
