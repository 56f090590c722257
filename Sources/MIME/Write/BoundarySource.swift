/// Gives out multipart boundaries that occur in no part of the mail.
struct BoundarySource {
    /// SplitMix64; what matters is that boundaries differ, not that nobody can guess them: they are checked.
    private var state: UInt64
    /// The lines of the parts that could be taken for a boundary, without their `--`.
    private var taken: [ArraySlice<UInt8>] = []

    init(seed: UInt64?, avoiding root: WrittenPart) {
        state = seed ?? UInt64.random(in: .min ... .max)
        root.collectDashedLines(into: &taken)
    }

    mutating func next() -> String {
        while true {
            let boundary = candidate()
            if !taken.contains(where: { $0.starts(with: boundary.utf8) }) { return boundary }
        }
    }

    /// `=_` can stand in neither quoted-printable nor base64.
    private mutating func candidate() -> String {
        let digits = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        var text = Array("=_mb_".utf8)
        for _ in 0..<2 {
            var bits = random()
            for _ in 0..<12 {
                text.append(digits[Int(bits & 31)])
                bits >>= 5
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
