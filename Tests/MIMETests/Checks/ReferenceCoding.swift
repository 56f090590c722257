@testable import MIME

/// Transfer codings in the plainest way, a byte at a time, to compare the fast decoders with.
enum ReferenceCoding {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: alphabet.firstIndex(of: byte).map(UInt32.init)
        }
    }

    /// Foreign bytes are skipped; padding ends a group; a line of hyphens or underscores, or one of several words, ends all.
    static func base64(_ bytes: [UInt8]) -> (bytes: [UInt8], isClean: Bool) {
        var output: [UInt8] = []
        var isClean = true
        var group: [UInt32] = []
        func flush() {
            let bits = (group + [0, 0, 0, 0]).prefix(4).reduce(0) { $0 << 6 | $1 }
            let whole = [UInt8(bits >> 16), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
            output += whole.prefix(max(0, group.count - 1))
            group = []
        }
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let line = bytes[start..<end]
            if start > 0, line.starts(with: "--".utf8) || isUnderlined(line) {
                isClean = false
                break
            }
            if isProse(line) {
                // The digits before the line that make no whole group are lost with it.
                group = []
                isClean = false
                return (output, isClean)
            }
            for (index, byte) in zip(line.indices, line) {
                if isBlank(byte), group.isEmpty, index > line.startIndex, line[index - 1] == UInt8(ascii: "="),
                    line[(index + 1)...].prefix(while: { !isBlank($0) && $0 != 0x0D }).count % 4 != 0
                {
                    return (output, false)
                }
                if let value = digit(byte) {
                    group.append(value)
                    if group.count == 4 { flush() }
                } else if byte == UInt8(ascii: "=") {
                    if group.count == 1 { isClean = false }
                    flush()
                } else if byte != 0x0D, byte != 0x20, byte != 0x09 {
                    isClean = false
                }
            }
            start = end + 1
        }
        if !group.isEmpty { isClean = false }
        flush()
        return (output, isClean)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Two underscores or more, and then nothing or a blank.
    private static func isUnderlined(_ line: ArraySlice<UInt8>) -> Bool {
        let rest = line.drop { $0 == UInt8(ascii: "_") }
        return line.count - rest.count >= 2 && (rest.first.map { isBlank($0) || $0 == 0x0D } ?? true)
    }

    private static func isProse(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.contains(where: isBlank) else { return false }
        var text = line
        while let last = text.last, isBlank(last) || last == 0x0D { text.removeLast() }
        while let first = text.first, isBlank(first) || first == 0x0D { text.removeFirst() }
        let words = text.split(whereSeparator: isBlank)
        return words.count >= 3 && words.count { $0.count % 4 != 0 } >= 2
    }

    /// An escape that is none stays; white space before a line end goes.
    static func quotedPrintable(_ bytes: [UInt8]) -> (bytes: [UInt8], isClean: Bool) {
        var output: [UInt8] = []
        var isClean = true
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A)
            var line = bytes[start..<(end ?? bytes.count)]
            let lineEnd: [UInt8] = end == nil ? [] : line.last == 0x0D ? [0x0D, 0x0A] : [0x0A]
            var trimmed = line
            while let last = trimmed.last, last.isBlankOrReturn { trimmed.removeLast() }
            let isSoft = trimmed.last == UInt8(ascii: "=")
            if isSoft { line = trimmed.dropLast() } else if end != nil { line = trimmed }
            var rest = line
            while let byte = rest.popFirst() {
                guard byte == UInt8(ascii: "=") else {
                    output.append(byte)
                    continue
                }
                if rest.count >= 2, rest.prefix(2).allSatisfy({ $0.hexValue != nil }),
                    let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                {
                    output.append(value)
                    rest = rest.dropFirst(2)
                } else {
                    output.append(byte)
                    isClean = false
                }
            }
            if !isSoft { output += lineEnd }
            start = (end ?? bytes.count) + 1
        }
        return (output, isClean)
    }

    /// A file `a.bin` with its frame. Zero bits are blanks, or backquotes.
    static func uuencoded(_ bytes: [UInt8], usesBlank: Bool) -> [UInt8] {
        func character(_ value: UInt32) -> UInt8 { value == 0 && !usesBlank ? 0x60 : UInt8(value) + 0x20 }
        var output = Array("begin 644 a.bin\n".utf8)
        for start in stride(from: 0, to: bytes.count, by: 45) {
            let line = bytes[start..<min(start + 45, bytes.count)]
            output.append(character(UInt32(line.count)))
            for place in stride(from: line.startIndex, to: line.endIndex, by: 3) {
                let group = (0..<3).reduce(UInt32(0)) { bits, offset in
                    bits << 8 | (place + offset < line.endIndex ? UInt32(line[place + offset]) : 0)
                }
                output += [18, 12, 6, 0].map { character(group >> $0 & 63) }
            }
            output.append(0x0A)
        }
        return output + Array("`\nend\n".utf8)
    }
}

extension UInt8 {
    fileprivate var isBlankOrReturn: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}
