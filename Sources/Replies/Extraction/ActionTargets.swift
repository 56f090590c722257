/// Lines without the targets of our own `mailto:` links, which clients write out in angle brackets behind the link's words
/// when they make plain text of a ticket mail, wrapped as it comes: `Close: #close <mailto:…?subject=…&body=%23close>`.
struct ActionTargets {
    private(set) var lines: [String]
    /// Lines of which nothing else is left.
    private(set) var consumed: Set<Int> = []
    /// In bytes; a link is shorter, however often it is wrapped.
    private static let longest = 4096

    init(removingFrom texts: [String]) {
        lines = texts
        guard texts.contains(where: { $0.utf8.contains(UInt8(ascii: "%")) && $0.contains("body=%23") }) else { return }
        var kept: [[UInt8]] = []
        var cut: Set<Int> = []
        // Where an angle bracket opened, and what stands behind it so far.
        var open: (line: Int, count: Int)?
        var content: [UInt8] = []
        for (number, text) in texts.enumerated() {
            kept.append([])
            for byte in text.utf8 {
                if byte == UInt8(ascii: "<") {
                    open = (number, kept[number].count)
                    content = []
                } else if byte == UInt8(ascii: ">"), let from = open {
                    open = nil
                    if Self.isOurs(content) {
                        kept[from.line].removeLast(kept[from.line].count - from.count)
                        for line in from.line..<number { kept[line + 1] = [] }
                        cut.formUnion(from.line...number)
                        continue
                    }
                } else if open != nil {
                    content.append(byte)
                    if content.count > Self.longest { open = nil }
                }
                kept[number].append(byte)
            }
        }
        for line in cut {
            lines[line] = String(decoding: kept[line], as: UTF8.self)
            if lines[line].allSatisfy(\.isWhitespace) { consumed.insert(line) }
        }
    }

    private static func isOurs(_ content: [UInt8]) -> Bool {
        let joined = String(decoding: content.filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self)
        return joined.contains("?subject=") && joined.contains("&body=%23") && joined.contains("@")
    }
}
