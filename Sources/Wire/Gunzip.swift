/// Why bytes are no gzip file, or none that is read here.
public struct GzipError: Error, Sendable, Hashable, CustomStringConvertible {
    public var problem: String
    public var description: String { problem }
}

/// The content of a gzip file (RFC 1952), all of its members one after the other. Checks length and checksum.
///
/// Linear in the output, of which there are at most `limit` bytes: a few bytes can stand for a thousand times as many.
public func gunzipped(_ bytes: [UInt8], limit: Int) throws(GzipError) -> [UInt8] {
    var output: [UInt8] = []
    var position = 0
    repeat {
        let start = output.count
        var inflater = Inflater(bytes, from: try endOfGzipHeader(bytes, from: position), output: output, limit: limit)
        try inflater.run()
        output = inflater.output
        position = inflater.position
        let member = output[start...]
        guard bytes.count - position >= 8 else { throw GzipError(problem: "the file ends within its trailer") }
        guard littleEndian(bytes[position..<position + 4]) == crc32(member),
            littleEndian(bytes[position + 4..<position + 8]) == UInt32(truncatingIfNeeded: member.count)
        else { throw GzipError(problem: "checksum or length do not fit") }
        position += 8
    } while position < bytes.count
    return output
}

/// CRC-32 of ISO 3309, as gzip and ZIP have it.
public func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { crcTable[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
}

private let crcTable: [UInt32] = (0..<256).map { number in
    (0..<8).reduce(UInt32(number)) { value, _ in value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320 }
}

private func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
}

/// The index of the first compressed byte of the member that starts at `start`.
private func endOfGzipHeader(_ bytes: [UInt8], from start: Int) throws(GzipError) -> Int {
    guard bytes.count - start >= 18, bytes[start...].starts(with: [0x1F, 0x8B, 8]) else {
        throw GzipError(problem: "no gzip file")
    }
    let flags = bytes[start + 3]
    guard flags & 0xE0 == 0 else { throw GzipError(problem: "unknown flags") }
    var position = start + 10
    if flags & 4 != 0 {
        guard bytes.count - position >= 2 else { throw GzipError(problem: "the file ends within its header") }
        position += 2 + Int(bytes[position]) + Int(bytes[position + 1]) << 8
    }
    // File name and comment, each with a zero at its end.
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
        guard position < bytes.count, let zero = bytes[position...].firstIndex(of: 0) else {
            throw GzipError(problem: "the file ends within its header")
        }
        position = zero + 1
    }
    if flags & 2 != 0 { position += 2 }
    guard position <= bytes.count else { throw GzipError(problem: "the file ends within its header") }
    return position
}
