/// Reads the bytes of a TZif file (RFC 9636 §3). Nothing in them is trusted: each count and index is checked.
struct TZifReader {
    struct Content {
        var transitions: [Int64] = []
        var offsets: [LocalOffset] = []
        var first = LocalOffset.utc
        var future: POSIXTimeZone?
    }

    private struct Header {
        var version: UInt8
        var isUTCCount, isStandardCount, leapCount, transitionCount, typeCount, characterCount: Int

        /// Bytes of the data block, with times of `width` bytes.
        func length(width: Int) -> Int {
            transitionCount * (width + 1) + typeCount * 6 + characterCount + leapCount * (width + 4)
                + isStandardCount + isUTCCount
        }
    }

    /// More than any real file has; keeps a made-up count from asking for memory.
    private static let limit = 1 << 16
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read() throws(TimeZoneError) -> Content {
        var reader = self
        return try reader.readFile()
    }

    private mutating func readFile() throws(TimeZoneError) -> Content {
        let old = try readHeader()
        guard old.version >= 0x32 else { return try readBlock(old, width: 4) }
        // From version 2 on a second block with 64-bit times follows; the first one is for old readers only.
        position += old.length(width: 4)
        let header = try readHeader()
        var content = try readBlock(header, width: 8)
        content.future = try readFooter()
        return content
    }

    private mutating func readHeader() throws(TimeZoneError) -> Header {
        guard position >= 0, position + 44 <= bytes.count else {
            throw TimeZoneError(position == 0 ? .notTZif : .truncated)
        }
        guard bytes[position..<position + 4].elementsEqual("TZif".utf8) else { throw TimeZoneError(.notTZif) }
        let version = bytes[position + 4]
        position += 20
        var counts: [Int] = []
        for _ in 0..<6 {
            let count = Int(number(width: 4))
            guard (0...Self.limit).contains(count) else { throw TimeZoneError(.inconsistent) }
            counts.append(count)
        }
        return Header(
            version: version, isUTCCount: counts[0], isStandardCount: counts[1], leapCount: counts[2],
            transitionCount: counts[3], typeCount: counts[4], characterCount: counts[5])
    }

    private mutating func readBlock(_ header: Header, width: Int) throws(TimeZoneError) -> Content {
        let end = position + header.length(width: width)
        guard end <= bytes.count else { throw TimeZoneError(.truncated) }
        guard header.typeCount > 0 else { throw TimeZoneError(.inconsistent) }
        var content = Content()
        for _ in 0..<header.transitionCount { content.transitions.append(number(width: width)) }
        let indices = bytes[position..<position + header.transitionCount]
        position += header.transitionCount
        let names = position + header.typeCount * 6
        var types: [LocalOffset] = []
        for _ in 0..<header.typeCount {
            let seconds = number(width: 4)
            guard seconds.magnitude < 7 * 86_400 else { throw TimeZoneError(.inconsistent) }
            let start = Int(bytes[position + 1])
            guard start < header.characterCount else { throw TimeZoneError(.inconsistent) }
            let name = bytes[names + start..<names + header.characterCount].prefix { $0 != 0 }
            types.append(
                LocalOffset(
                    seconds: seconds, isDaylightSaving: bytes[position] != 0,
                    abbreviation: String(decoding: name, as: UTF8.self)))
            position += 2
        }
        position = end
        guard indices.allSatisfy({ Int($0) < types.count }),
            zip(content.transitions, content.transitions.dropFirst()).allSatisfy({ $0 < $1 })
        else { throw TimeZoneError(.inconsistent) }
        content.offsets = indices.map { types[Int($0)] }
        content.first = types[0]
        return content
    }

    /// The POSIX rule between two line feeds; nil where the file has none.
    private mutating func readFooter() throws(TimeZoneError) -> POSIXTimeZone? {
        guard position < bytes.count, bytes[position] == 0x0A else { throw TimeZoneError(.truncated) }
        guard let end = bytes[(position + 1)...].firstIndex(of: 0x0A) else { throw TimeZoneError(.truncated) }
        let text = bytes[(position + 1)..<end]
        guard !text.isEmpty else { return nil }
        guard let zone = POSIXTimeZone(Array(text)) else { throw TimeZoneError(.badFooter) }
        return zone
    }

    /// A signed number in network order; the caller has checked that it is there.
    private mutating func number(width: Int) -> Int64 {
        var value: UInt64 = bytes[position] & 0x80 == 0 ? 0 : .max
        for byte in bytes[position..<position + width] { value = value << 8 | UInt64(byte) }
        position += width
        return Int64(bitPattern: value)
    }
}
