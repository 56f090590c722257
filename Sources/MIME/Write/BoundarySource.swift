/// Gives out multipart boundaries that occur in no part of the mail.
struct BoundarySource {
    /// What no line of quoted-printable or base64 starts with behind `--`: there neither `--` nor `=_` can stand.
    private static let start = Array("=_mb_".utf8)
    private static let randomDigits = 24

    /// SplitMix64; what matters is that boundaries differ, not that nobody can guess them: they are checked.
    private var state: UInt64
    /// The lines of the leaves that could be taken for a boundary: as many bytes behind `--` as a boundary has.
    private var taken = Set<[UInt8]>()

    init(seed: UInt64?, avoiding leaves: [Entity]) {
        state = seed ?? UInt64.random(in: .min ... .max)
        for leaf in leaves {
            for case .bytes(let body) in leaf.body { collect(body) }
        }
    }

    mutating func next() -> String {
        while true {
            let boundary = candidate()
            if taken.insert(boundary).inserted { return String(decoding: boundary, as: UTF8.self) }
        }
    }

    private mutating func collect(_ body: [UInt8]) {
        let mark = Array("--".utf8) + Self.start
        body.withUnsafeBufferPointer { view in
            var position = 0
            while position < view.count {
                if view.view(position..<position + mark.count).elementsEqual(mark) {
                    taken.insert(Array(view.view(position + 2..<position + mark.count + Self.randomDigits)))
                }
                position = view.position(of: .lineFeed, from: position).map { $0 + 1 } ?? view.count
            }
        }
    }

    private mutating func candidate() -> [UInt8] {
        let digits = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        var text = Self.start
        for _ in 0..<2 {
            var bits = random()
            for _ in 0..<Self.randomDigits / 2 {
                text.append(digits[Int(bits & 31)])
                bits >>= 5
            }
        }
        return text
    }

    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
