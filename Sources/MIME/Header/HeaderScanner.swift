/// Finds the fields of a header block.
struct HeaderScanner {
    struct Block {
        var entries: [FieldEntry] = []
        /// Behind the blank line.
        var bodyStart = 0
        /// Behind the last line of the block, before the blank line.
        var end = 0
    }

    let bytes: ByteView
    let limits: Limits
    var defects: [Defect] = []

    init(_ bytes: ByteView, limits: Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func scan(from start: Int, to end: Int, isMessage: Bool) -> Block { Block(bodyStart: start, end: start) }
}
