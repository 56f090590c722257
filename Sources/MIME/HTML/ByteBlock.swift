/// Sixteen bytes that are compared at once.
///
/// The right-hand sides below are constants of a written-out type: `SIMD16(repeating:)` within the comparison itself picks a
/// generic operator, which compares byte by byte.
struct ByteBlock {
    static let size = 16

    private let bytes: SIMD16<UInt8>

    @inline(__always)
    init(_ start: UnsafePointer<UInt8>) {
        bytes = UnsafeRawPointer(start).loadUnaligned(as: SIMD16<UInt8>.self)
    }

    @inline(__always)
    private init(_ bytes: SIMD16<UInt8>) { self.bytes = bytes }

    @inline(__always)
    func store(to start: UnsafeMutablePointer<UInt8>) {
        UnsafeMutableRawPointer(start).storeBytes(of: bytes, as: SIMD16<UInt8>.self)
    }

    @inline(__always)
    func isEqual(to byte: UInt8) -> Marks {
        let other = SIMD16<UInt8>(repeating: byte)
        return Marks(bytes .== other)
    }

    @inline(__always)
    func isAtMost(_ byte: UInt8) -> Marks {
        let other = SIMD16<UInt8>(repeating: byte)
        return Marks(bytes .<= other)
    }

    @inline(__always)
    func isAbove(_ byte: UInt8) -> Marks {
        let other = SIMD16<UInt8>(repeating: byte)
        return Marks(bytes .> other)
    }

    /// Equal to a letter in lower case, in any case.
    @inline(__always)
    func isLetter(_ letter: UInt8) -> Marks {
        let caseBit = SIMD16<UInt8>(repeating: 0x20)
        let other = SIMD16<UInt8>(repeating: letter)
        return Marks((bytes | caseBit) .== other)
    }

    /// ASCII letters in lower case.
    var lowercased: ByteBlock {
        @inline(__always) get {
            let firstLetter = SIMD16<UInt8>(repeating: UInt8(ascii: "A"))
            let letters = SIMD16<UInt8>(repeating: 26)
            let caseBit = SIMD16<UInt8>(repeating: 0x20)
            let capitals = unsafeBitCast(bytes &- firstLetter .< letters, to: SIMD16<UInt8>.self)
            return ByteBlock(bytes | (capitals & caseBit))
        }
    }

    /// The first `length` bytes (1...16) as two numbers, the first byte lowest; 0 behind them.
    @inline(__always)
    func words(_ length: Int) -> (UInt64, UInt64) {
        let words = unsafeBitCast(bytes, to: SIMD2<UInt64>.self)
        let low = UInt64(littleEndian: words[0])
        // A shift by 64 bits or more counts modulo 64.
        let mask = ~0 &>> UInt64(truncatingIfNeeded: -8 &* length)
        return length <= 8 ? (low & mask, 0) : (low, UInt64(littleEndian: words[1]) & mask)
    }

    /// Which of the bytes passed a comparison.
    struct Marks {
        private let mask: SIMDMask<SIMD16<Int8>>

        @inline(__always)
        init(_ mask: SIMDMask<SIMD16<Int8>>) { self.mask = mask }

        @inline(__always)
        static func | (left: Marks, right: Marks) -> Marks { Marks(left.mask .| right.mask) }

        @inline(__always)
        static func & (left: Marks, right: Marks) -> Marks { Marks(left.mask .& right.mask) }

        @inline(__always)
        var isEmpty: Bool {
            let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
            return halves[0] | halves[1] == 0
        }

        /// Index of the first marked byte; 16 if there is none.
        @inline(__always)
        var first: Int {
            let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
            if halves[0] != 0 { return UInt64(littleEndian: halves[0]).trailingZeroBitCount >> 3 }
            return 8 + UInt64(littleEndian: halves[1]).trailingZeroBitCount >> 3
        }
    }
}
