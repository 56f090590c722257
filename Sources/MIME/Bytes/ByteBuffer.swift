/// Bytes that a decoder writes one after the other, in memory of its own that grows.
///
/// Decoders that know how much they will write at most ask for the room once and write through ``free``.
struct ByteBuffer: ~Copyable {
    private(set) var count = 0
    private var capacity: Int
    private var base: UnsafeMutablePointer<UInt8>

    /// Behind the room asked for there are always so many bytes more, so that decoders may store whole words.
    static let slack = 16

    init(capacity: Int = 240) {
        self.capacity = max(capacity, 0)
        base = .allocate(capacity: self.capacity + Self.slack)
    }

    deinit { base.deallocate() }

    var isEmpty: Bool { count == 0 }

    /// What was written, until the next change.
    var view: ByteView { ByteView(start: base, count: count) }

    subscript(index: Int) -> UInt8 {
        get {
            precondition(index >= 0 && index < count)
            return base[index]
        }
        set {
            precondition(index >= 0 && index < count)
            base[index] = newValue
        }
    }

    /// Where the next byte goes. There is room for what was reserved.
    var free: UnsafeMutablePointer<UInt8> { base + count }

    /// Counts bytes that were written through ``free``.
    mutating func advance(by written: Int) {
        precondition(written >= 0 && count + written <= capacity)
        count += written
    }

    /// Makes room for `more` bytes, growing so that many small calls stay linear.
    @inline(__always)
    mutating func makeRoom(for more: Int) {
        if capacity - count < more { grow(by: more) }
    }

    @inline(never)
    private mutating func grow(by more: Int) {
        let wanted = max(count + more, capacity * 2)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted + Self.slack)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
        capacity = wanted
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        makeRoom(for: 1)
        base[count] = byte
        count += 1
    }

    mutating func append(_ bytes: ByteView) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        makeRoom(for: bytes.count)
        free.update(from: source, count: bytes.count)
        count += bytes.count
    }

    /// Forgets all but the first `length` bytes.
    mutating func truncate(to length: Int) { count = min(count, max(0, length)) }

    mutating func removeAll() { count = 0 }
}
