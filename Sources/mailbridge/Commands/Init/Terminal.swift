import Glibc

/// Lines from whoever types, or from a file or pipe in his place.
struct Terminal {
    private let isTerminal = isatty(STDIN_FILENO) == 1

    /// Nil at the end of the input.
    func line() throws(InputError) -> String? {
        var bytes: [UInt8] = []
        while true {
            guard let byte = try byte() else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            guard bytes.count < Self.longest else {
                throw InputError(description: "standard input: a line without end")
            }
            if byte != UInt8(ascii: "\r") { bytes.append(byte) }
        }
    }

    /// A line that is not shown. What was typed ahead, and shown, is thrown away; nothing that comes behind the prompt.
    func unseenLine(prompt: () -> Void) throws(InputError) -> String? {
        var usual = termios()
        guard isTerminal, tcgetattr(STDIN_FILENO, &usual) == 0 else {
            prompt()
            return try line()
        }
        var unseen = usual
        // Byte by byte and without signals: a break must not leave the terminal dumb.
        unseen.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen) == 0 else { throw InputError(fault: "terminal") }
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual)
            say("")
        }
        prompt()
        var bytes: [UInt8] = []
        while let byte = try byte() {
            switch byte {
            case 0x0A, 0x0D: return String(decoding: bytes, as: UTF8.self)
            // Ctrl-C and Ctrl-D
            case 0x03, 0x04: return nil
            case 0x08, 0x7F: while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
            // Ctrl-U
            case 0x15: bytes = []
            default: if bytes.count < Self.longest { bytes.append(byte) }
            }
        }
        return nil
    }

    /// Nobody types more in one answer.
    private static let longest = 65_536

    private func byte() throws(InputError) -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count == 1 { return byte }
            if count == 0 { return nil }
            guard errno == EINTR else { throw InputError(fault: "standard input") }
        }
    }
}
