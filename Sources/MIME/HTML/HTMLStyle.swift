/// What of a `style` attribute matters for plain text.
struct HTMLStyle {
    private let input: ByteView
    private let range: Range<Int>

    @inline(__always)
    init(_ input: ByteView, _ range: Range<Int>) {
        self.input = input
        self.range = range
    }

    /// Says `display:none`.
    var hides: Bool {
        @inline(never) get {
            // Few other properties hold these two letters.
            input.containsPair(UInt8(ascii: "s"), UInt8(ascii: "p"), in: range) && says("display", "none")
        }
    }

    /// Says `margin:0`, whatever follows.
    var hasNoMargin: Bool { says("margin", "0") }

    /// Whether a declaration of this property has a value that starts so.
    @inline(never)
    private func says(_ property: StaticString, _ value: StaticString) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            let end = input.position(of: UInt8(ascii: ";"), from: index, to: range.upperBound) ?? range.upperBound
            skipSpace(&index, to: end)
            if input.starts(with: property, at: index) {
                index += property.utf8CodeUnitCount
                skipSpace(&index, to: end)
                if index < end, input[index] == UInt8(ascii: ":") {
                    index += 1
                    skipSpace(&index, to: end)
                    if end - index >= value.utf8CodeUnitCount, input.starts(with: value, at: index) { return true }
                }
            }
            index = end + 1
        }
        return false
    }

    private func skipSpace(_ index: inout Int, to end: Int) {
        while index < end, input[index].isHTMLSpace { index += 1 }
    }
}
