/// Reads message ids: those in angle brackets, or without any bracket each word with an `@`. Each once, in order.
func readMessageIDs(_ value: ByteView) -> [String] {
    var ids: [String] = []
    var seen = Set<String>()
    func add(_ bytes: ByteView) {
        // A folded or mistyped id may hold white space.
        let id = String(decoding: bytes.filter { $0 > 0x20 && $0 != 0x7F }, as: UTF8.self)
        if !id.isEmpty, seen.insert(id).inserted { ids.append(id) }
    }
    var position = 0
    while let close = value.position(of: UInt8(ascii: ">"), from: position) {
        // The innermost opening bracket counts.
        var open = close
        while open > position, value[open - 1] != UInt8(ascii: "<") { open -= 1 }
        if open > position { add(value.view(open..<close)) }
        position = close + 1
    }
    if ids.isEmpty {
        for word in value.split(whereSeparator: {
            $0.isWhiteSpace || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "<")
        })
        where word.contains(UInt8(ascii: "@")) {
            add(ByteView(rebasing: word))
        }
    }
    return ids
}
