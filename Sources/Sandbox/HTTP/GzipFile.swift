/// `bytes` as a gzip file (RFC 1952) of stored blocks.
func gzipped(_ bytes: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var start = 0
    repeat {
        let end = min(start + 65_535, bytes.count)
        let length = UInt16(end - start)
        file += [end == bytes.count ? 1 : 0] + littleEndian(UInt32(length), 2) + littleEndian(UInt32(~length), 2)
        file += bytes[start..<end]
        start = end
    } while start < bytes.count
    var checksum: UInt32 = .max
    for byte in bytes {
        checksum ^= UInt32(byte)
        for _ in 0..<8 { checksum = checksum & 1 == 0 ? checksum >> 1 : checksum >> 1 ^ 0xEDB8_8320 }
    }
    return file + littleEndian(~checksum, 4) + littleEndian(UInt32(truncatingIfNeeded: bytes.count), 4)
}

private func littleEndian(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
}
