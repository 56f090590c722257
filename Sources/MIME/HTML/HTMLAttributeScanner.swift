/// Walks over the attributes of a tag, from behind its name to behind its `>`.
struct HTMLAttributeScanner {
    enum End { case plain, selfClosing, inputEnded }

    private(set) var position: Int
    /// Set when ``next(in:)`` has returned nil.
    private(set) var end = End.inputEnded

    init(position: Int) { self.position = position }

    /// Name and value of the next attribute; nil at the end of the tag or of the input.
    mutating func next(in input: ByteView) -> (name: Range<Int>, value: Range<Int>)? {
        while position < input.count {
            switch input[position] {
            case UInt8(ascii: ">"):
                position += 1
                end = .plain
                return nil
            case UInt8(ascii: "/"):
                position += 1
                if position < input.count, input[position] == UInt8(ascii: ">") {
                    position += 1
                    end = .selfClosing
                    return nil
                }
            case let byte where byte.isHTMLSpace:
                position += 1
            default:
                return attribute(in: input)
            }
        }
        return nil
    }

    private mutating func attribute(
        in input: ByteView
    ) -> (name: Range<Int>, value: Range<Int>)? {
        let start = position
        position += 1  // A leading `=` belongs to the name.
        while position < input.count, input[position] != UInt8(ascii: "="), !input[position].endsHTMLName {
            position += 1
        }
        let name = start..<position
        skipSpace(in: input)
        guard position < input.count, input[position] == UInt8(ascii: "=") else { return (name, position..<position) }
        position += 1
        skipSpace(in: input)
        guard position < input.count else { return nil }
        let quote = input[position]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            position += 1
            let start = position
            guard let close = input.position(of: quote, from: start) else {
                position = input.count
                return nil
            }
            position = close + 1
            return (name, start..<close)
        }
        let valueStart = position
        while position < input.count, !input[position].isHTMLSpace, input[position] != UInt8(ascii: ">") {
            position += 1
        }
        return (name, valueStart..<position)
    }

    private mutating func skipSpace(in input: ByteView) {
        while position < input.count, input[position].isHTMLSpace { position += 1 }
    }
}
