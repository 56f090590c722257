/// Writes base64 (RFC 2045 §6.8).
enum Base64Writer {
    private static let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    /// Bytes whose digits make one line of 76.
    private static let bytesPerLine = 57

    /// Appends `bytes` as lines of 76 digits, each with CRLF.
    static func appendLines(_ bytes: [UInt8], to output: inout [UInt8]) {
        output.reserveCapacity(output.count + (bytes.count / bytesPerLine + 1) * 78)
        var start = 0
        while start < bytes.count {
            let end = min(start + bytesPerLine, bytes.count)
            append(bytes[start..<end], to: &output)
            output.append(0x0D)
            output.append(0x0A)
            start = end
        }
    }

    /// Appends `bytes` without line ends.
    static func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
        alphabet.withUTF8Buffer { digits in
            bytes.withUnsafeBufferPointer { input in
                var index = 0
                while index + 2 < input.count {
                    let group = UInt32(input[index]) << 16 | UInt32(input[index + 1]) << 8 | UInt32(input[index + 2])
                    output.append(digits[Int(group >> 18)])
                    output.append(digits[Int(group >> 12 & 63)])
                    output.append(digits[Int(group >> 6 & 63)])
                    output.append(digits[Int(group & 63)])
                    index += 3
                }
                let left = input.count - index
                guard left > 0 else { return }
                let group = UInt32(input[index]) << 16 | (left == 2 ? UInt32(input[index + 1]) << 8 : 0)
                output.append(digits[Int(group >> 18)])
                output.append(digits[Int(group >> 12 & 63)])
                output.append(left == 2 ? digits[Int(group >> 6 & 63)] : UInt8(ascii: "="))
                output.append(UInt8(ascii: "="))
            }
        }
    }
}
