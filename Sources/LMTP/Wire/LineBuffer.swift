/// Bytes of a connection, handed out in lines. Linear in the bytes received.
public struct LineBuffer: Sendable {
    public enum Line: Sendable, Equatable {
        /// Without its CR LF.
        case complete([UInt8])
        /// Longer than allowed, or with a lone line feed; all of it is skipped.
        case malformed
    }

    private var bytes: [UInt8] = []
    private var start = 0
    private var scanned = 0
    private var skipping = false

    public init() {}

    public mutating func append(_ new: some Sequence<UInt8>) {
        if start > 0 {
            bytes.removeFirst(start)
            scanned -= start
            start = 0
        }
        bytes += new
    }

    /// The next line, up to a line feed; nil while it is incomplete.
    public mutating func line(limit: Int) -> Line? {
        while scanned < bytes.count {
            let index = scanned
            scanned += 1
            if bytes[index] == 0x0A {
                let line = bytes[start..<index]
                start = scanned
                defer { skipping = false }
                guard !skipping, line.count <= limit, line.last == 0x0D else { return .malformed }
                return .complete(Array(line.dropLast()))
            }
            if scanned - start > limit {
                skipping = true
                start = scanned
            }
        }
        return nil
    }

    /// The next byte, whatever it is.
    mutating func takeByte() -> UInt8? {
        guard start < bytes.count else { return nil }
        defer {
            start += 1
            scanned = start
        }
        return bytes[start]
    }
}
