/// A mail in the form in which DATA carries it, without the final dot: every line ends with CRLF, a lone CR or LF
/// counting as a line end too, and a dot at the start of a line is doubled (RFC 5321 §4.5.2).
///
/// No byte sequence in `message` can end the transmission early: the only CRLF.CRLF is the one that follows it.
func smtpContent(_ message: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(message.count + message.count / 64 + 2)
    var atLineStart = true
    var previous: UInt8 = 0
    for byte in message {
        defer { previous = byte }
        if byte == 0x0A, previous == 0x0D { continue }
        if byte == 0x0A || byte == 0x0D {
            result.append(0x0D)
            result.append(0x0A)
            atLineStart = true
            continue
        }
        if atLineStart, byte == UInt8(ascii: ".") { result.append(byte) }
        result.append(byte)
        atLineStart = false
    }
    if !atLineStart { result += [0x0D, 0x0A] }
    return result
}
