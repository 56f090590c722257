/// Where one field lies in its buffer.
///
/// Offsets take 32 bits: no buffer is searched beyond ``Limits/messageBytes``, which ends below 4 GiB.
struct FieldEntry: Sendable, Hashable {
    /// The first byte of the name.
    private let start: UInt32
    private let nameCount: UInt32
    private let valueStart: UInt32
    private let valueEnd: UInt32
    private let end: UInt32
    /// Of the name in lower case; equal names have equal hashes.
    let nameHash: UInt32

    init(name: Range<Int>, value: Range<Int>, rawEnd: Int, nameHash: UInt32) {
        start = UInt32(name.lowerBound)
        nameCount = UInt32(name.count)
        valueStart = UInt32(value.lowerBound)
        valueEnd = UInt32(value.upperBound)
        end = UInt32(rawEnd)
        self.nameHash = nameHash
    }

    /// The name without the colon and the white space around it.
    var name: Range<Int> { Int(start)..<Int(start) + Int(nameCount) }
    /// All behind the colon, folds included, without the last line end.
    var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
    /// From the first byte of the name to behind the last line end.
    var raw: Range<Int> { Int(start)..<Int(end) }

    /// FNV-1a, a byte at a time.
    static let hashSeed: UInt32 = 2_166_136_261

    @inline(__always)
    static func mix(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte.lowercased)) &* 16_777_619 }

    static func hash(of name: String) -> UInt32 { name.utf8.reduce(hashSeed, mix) }
}
