/// Finds the parts of a message.
struct StructureParser {
    let limits: Limits
    var sources: [[UInt8]] = []
    var parts: [Part] = []
    var defects: [Defect] = []

    init(limits: Limits) { self.limits = limits }

    mutating func parse(_ bytes: [UInt8]) {
        sources = [bytes]
        parts = [Part(index: 0, parent: nil)]
    }
}
