/// Writes base64 (RFC 2045 §6.8).
enum Base64Writer {
    /// Bytes whose digits make one line of 76.
    private static let bytesPerLine = 57
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The two digits of each 12 bits, as they lie in memory.
    private static let pairs: [UInt16] = (0..<4096).map {
        (UInt16(alphabet[$0 >> 6]) | UInt16(alphabet[$0 & 63]) << 8).littleEndian
    }

    /// Bytes that ``writeLines(_:to:)`` makes of `count` bytes.
    static func lineCount(of count: Int) -> Int {
        digitCount(of: count) + (count + bytesPerLine - 1) / bytesPerLine * 2
    }

    /// Writes `input` as lines of 76 digits, each with CRLF.
    static func writeLines(_ input: [UInt8], to output: inout OutputCursor) {
        input.withUnsafeBufferPointer { input in
            pairs.withUnsafeBufferPointer { pairs in
                var start = 0
                while start < input.count {
                    let line = input.view(start..<start + bytesPerLine)
                    let digits = digitCount(of: line.count)
                    output.write(count: digits + 2) { target in
                        write(line, pairs, to: target)
                        target.storeBytes(of: .carriageReturn, toByteOffset: digits, as: UInt8.self)
                        target.storeBytes(of: .lineFeed, toByteOffset: digits + 1, as: UInt8.self)
                    }
                    start += bytesPerLine
                }
            }
        }
    }

    /// The digits of a few bytes, without line ends.
    static func encoded(_ input: [UInt8]) -> [UInt8] {
        let digits = digitCount(of: input.count)
        return OutputCursor.bytes(count: digits) { output in
            input.withUnsafeBufferPointer { input in
                pairs.withUnsafeBufferPointer { pairs in
                    output.write(count: digits) { write(input, pairs, to: $0) }
                }
            }
        }
    }

    private static func digitCount(of count: Int) -> Int { (count + 2) / 3 * 4 }

    /// Writes all digits of `input`.
    @inline(__always)
    private static func write(
        _ input: ByteView, _ pairs: UnsafeBufferPointer<UInt16>, to output: UnsafeMutableRawPointer
    ) {
        let groups = input.count / 3
        for group in 0..<groups {
            let place = group * 3
            let bits = Int(input[place]) << 16 | Int(input[place + 1]) << 8 | Int(input[place + 2])
            output.storeBytes(of: pairs[bits >> 12], toByteOffset: group * 4, as: UInt16.self)
            output.storeBytes(of: pairs[bits & 4095], toByteOffset: group * 4 + 2, as: UInt16.self)
        }
        let rest = input.view(groups * 3..<input.count)
        guard let first = rest.first else { return }
        let bits = Int(first) << 16 | (rest.count == 2 ? Int(rest[1]) << 8 : 0)
        let end = output + groups * 4
        end.storeBytes(of: pairs[bits >> 12], as: UInt16.self)
        end.storeBytes(
            of: rest.count == 2 ? alphabet[bits >> 6 & 63] : UInt8(ascii: "="), toByteOffset: 2, as: UInt8.self)
        end.storeBytes(of: UInt8(ascii: "="), toByteOffset: 3, as: UInt8.self)
    }
}
