/// Text as it goes into a mail.
enum TextLines {
    /// UTF-8 with CRLF line ends, also behind the last line; nothing for nothing. LF, CRLF and CR end a line.
    static func normalized(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count + text.utf8.count / 32 + 2)
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for index in bytes.indices where bytes[index] == .lineFeed || bytes[index] == .carriageReturn {
                // The line feed of CRLF: its line has ended.
                if bytes[index] == .lineFeed, index > 0, bytes[index - 1] == .carriageReturn {
                    start = index + 1
                    continue
                }
                append(bytes.view(start..<index), to: &output)
                start = index + 1
            }
            if start < bytes.count { append(bytes.view(start..<bytes.count), to: &output) }
        }
        return output
    }

    private static func append(_ line: ByteView, to output: inout [UInt8]) {
        output.append(contentsOf: line)
        output.append(.carriageReturn)
        output.append(.lineFeed)
    }
}
