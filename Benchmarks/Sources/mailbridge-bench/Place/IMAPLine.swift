import LocalServers

/// Commands and answers of one IMAP connection on loopback.
struct IMAPLine: Sendable {
    /// One logical line; each literal is taken out of it and leaves its `{size}` behind.
    struct Item: Sendable {
        var text = ""
        var literals: [[UInt8]] = []

        var words: Words { Words(text) }
    }

    /// The words of a line, without brackets.
    struct Words: Sendable {
        private let words: [Substring]

        init(_ text: String) { words = text.split { " ()".contains($0) } }

        func number(after name: String) -> Int? {
            guard let place = words.firstIndex(where: { $0 == name }), words.indices.contains(place + 1) else {
                return nil
            }
            return Int(words[place + 1])
        }
    }

    struct Answer: Sendable {
        var lines: [Item]
        var end: String

        var isOK: Bool { end.hasPrefix("OK") }
    }

    private let socket: LoopbackSocket
    private var buffer: [UInt8] = []
    private var position = 0
    private var number = 0

    init(port: UInt16) throws {
        socket = try LoopbackSocket(port: port, timeout: .seconds(60))
        _ = try next()
    }

    /// - Throws: if the server answers NO or BAD
    @discardableResult
    mutating func command(_ text: String) throws -> [Item] {
        let answer = try exchange(text)
        guard answer.isOK else { throw BenchError("\(text): \(answer.end)") }
        return answer.lines
    }

    mutating func exchange(_ text: String) throws -> Answer {
        number += 1
        try socket.send("b\(number) \(text)\r\n")
        return try answer()
    }

    /// A command with literals in it.
    mutating func command(_ bytes: [UInt8]) throws {
        number += 1
        try socket.send(Array("b\(number) ".utf8) + bytes + [0x0D, 0x0A])
        let answer = try answer()
        guard answer.isOK else { throw BenchError(answer.end) }
    }

    mutating func startIdling() throws {
        number += 1
        try socket.send("b\(number) IDLE\r\n")
        while true {
            let text = try next().text
            if text.hasPrefix("+") { return }
            if text.hasPrefix("b\(number) ") { throw BenchError("IDLE: \(text)") }
        }
    }

    mutating func stopIdling() throws {
        try socket.send("DONE\r\n")
        _ = try answer()
    }

    private mutating func answer() throws -> Answer {
        var lines: [Item] = []
        let tag = "b\(number) "
        while true {
            let item = try next()
            if item.text.hasPrefix(tag) { return Answer(lines: lines, end: String(item.text.dropFirst(tag.count))) }
            lines.append(item)
        }
    }

    mutating func next() throws -> Item {
        var item = Item()
        while true {
            let part = try readLine()
            item.text += part
            guard part.hasSuffix("}"), let open = part.lastIndex(of: "{"),
                let size = Int(part[part.index(after: open)...].dropLast())
            else { return item }
            item.literals.append(try read(size))
        }
    }

    private mutating func readLine() throws -> String {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                defer { position = end + 1 }
                let line = buffer[position..<end]
                return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
            }
            let known = buffer.count - position
            try fill()
            searched = position + known
        }
    }

    private mutating func read(_ count: Int) throws -> [UInt8] {
        while buffer.count - position < count { try fill() }
        defer { position += count }
        return Array(buffer[position..<position + count])
    }

    private mutating func fill() throws {
        if position > 0 {
            buffer.removeFirst(position)
            position = 0
        }
        let bytes = try socket.receive()
        guard !bytes.isEmpty else { throw BenchError("the mail server closed the connection") }
        buffer += bytes
    }
}
