/// Walks over the attributes of a tag, from behind its name to behind its `>`.
struct HTMLAttributeScanner {
    enum End { case plain, selfClosing, inputEnded }

    /// The attribute that ``advance(in:)`` found last.
    private(set) var name = HTMLName()
    private(set) var nameStart = 0
    /// Where its value stands, without quotes; empty where there is none.
    private(set) var value = 0..<0

    private(set) var position: Int
    /// Set when ``advance(in:)`` has returned false.
    private(set) var end = End.inputEnded

    init(position: Int) { self.position = position }

    /// Goes on to the next attribute; false at the end of the tag or of the input.
    @inline(__always)
    mutating func advance(in input: ByteView) -> Bool {
        var index = position
        while index < input.count {
            let byte = input[index]
            if byte.isHTMLSpace {
                index &+= 1
            } else if byte == UInt8(ascii: ">") {
                position = index &+ 1
                end = .plain
                return false
            } else if byte != UInt8(ascii: "/") {
                return readAttribute(at: index, in: input)
            } else if index &+ 1 < input.count, input[index &+ 1] == UInt8(ascii: ">") {
                position = index &+ 2
                end = .selfClosing
                return false
            } else {
                index &+= 1
            }
        }
        position = input.count
        return false
    }

    @inline(__always)
    private mutating func readAttribute(at start: Int, in input: ByteView) -> Bool {
        // A leading `=` belongs to the name.
        name = HTMLName(input, at: start, endsBefore: UInt8(ascii: "="))
        nameStart = start
        let nameEnd = start &+ name.count
        var index = skipSpace(from: nameEnd, in: input)
        guard index < input.count, input[index] == UInt8(ascii: "=") else {
            position = index
            value = nameEnd..<nameEnd
            return true
        }
        index = skipSpace(from: index &+ 1, in: input)
        guard index < input.count else {
            position = input.count
            return false
        }
        let quote = input[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            readBareValue(at: index, in: input)
            return true
        }
        guard let close = input.nearPosition(of: quote, from: index &+ 1) else {
            position = input.count
            return false
        }
        value = Range(uncheckedBounds: (index &+ 1, close))
        position = close &+ 1
        return true
    }

    @inline(never)
    private mutating func readBareValue(at start: Int, in input: ByteView) {
        var index = start
        while index < input.count, !input[index].isHTMLSpace, input[index] != UInt8(ascii: ">") { index += 1 }
        value = start..<index
        position = index
    }

    @inline(__always)
    private func skipSpace(from start: Int, in input: ByteView) -> Int {
        var index = start
        while index < input.count, input[index].isHTMLSpace { index &+= 1 }
        return index
    }
}
