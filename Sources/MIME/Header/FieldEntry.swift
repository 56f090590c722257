/// Where one field lies in its buffer.
struct FieldEntry: Sendable, Hashable {
    /// The name without the colon and the white space around it.
    let name: Range<Int>
    /// All behind the colon, folds included, without the last line end.
    let value: Range<Int>
    /// From the first byte of the name to behind the last line end.
    let raw: Range<Int>
    /// Of the name in lower case; equal names have equal hashes.
    let nameHash: UInt32

    static func hash(of name: some Sequence<UInt8>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in name { hash = (hash ^ UInt32(byte.lowercased)) &* 16_777_619 }
        return hash
    }

    static func hash(of name: String) -> UInt32 { hash(of: name.utf8) }
}
