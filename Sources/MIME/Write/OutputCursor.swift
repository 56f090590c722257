/// Fills an array whose size was computed before, so that a large part is written once and never moved.
struct OutputCursor {
    private let buffer: UnsafeMutableRawBufferPointer
    private var position = 0

    private init(_ buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

    /// An array of what `fill` writes: at most `count` bytes.
    static func bytes(count: Int, _ fill: (inout OutputCursor) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            var cursor = OutputCursor(UnsafeMutableRawBufferPointer(buffer))
            fill(&cursor)
            written = cursor.position
        }
    }

    /// Lets `fill` write the next `count` bytes, all of them.
    @inline(__always)
    mutating func write(count: Int, _ fill: (UnsafeMutableRawPointer) -> Void) {
        precondition(count <= buffer.count - position)
        guard let base = buffer.baseAddress else { return }
        fill(base + position)
        position += count
    }

    mutating func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { source in
            write(count: source.count) { target in
                if let start = source.baseAddress { target.copyMemory(from: start, byteCount: source.count) }
            }
        }
    }
}
