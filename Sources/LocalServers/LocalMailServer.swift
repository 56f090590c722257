/// A real mail server of the tests' own on loopback.
public protocol LocalMailServer: Sendable {
    /// Plain text, with STARTTLS offered.
    var imapPort: UInt16 { get }
    var imapsPort: UInt16 { get }
    var lmtpPort: UInt16 { get }
    /// PEM of the server's own certificate, valid for `localhost` and 127.0.0.1.
    var caFile: String { get }
}

extension LocalMailServer {
    /// Delivers over LMTP (RFC 2033), as a mail server in front would. Line ends may be LF or CRLF.
    ///
    /// - Parameter sender: envelope sender, which becomes the Return-Path; empty as in bounces
    public func deliver(_ mail: [UInt8], to user: String, from sender: String = "") throws {
        let socket = try LoopbackSocket(port: lmtpPort)
        defer { socket.close() }
        func expect(_ code: String) throws {
            while let line = try socket.receiveLine() {
                guard line.hasPrefix(code) else { throw SupportError("LMTP: \(line)") }
                if line.dropFirst(3).first != "-" { return }
            }
            throw SupportError("LMTP: connection lost")
        }
        try expect("220")
        try socket.send("LHLO localhost\r\n")
        try expect("250")
        try socket.send("MAIL FROM:<\(sender)>\r\n")
        try expect("250")
        try socket.send("RCPT TO:<\(user)>\r\n")
        try expect("250")
        try socket.send("DATA\r\n")
        try expect("354")
        try socket.send(dotStuffed(mail) + Array(".\r\n".utf8))
        try expect("250")
        try socket.send("QUIT\r\n")
        try expect("221")
    }
}

private func dotStuffed(_ mail: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for line in mail.split(separator: 0x0A, omittingEmptySubsequences: false) {
        if line.first == UInt8(ascii: ".") { result.append(UInt8(ascii: ".")) }
        result += line.last == 0x0D ? line.dropLast() : line
        result += [0x0D, 0x0A]
    }
    if mail.last == 0x0A { result.removeLast(2) }
    return result
}
