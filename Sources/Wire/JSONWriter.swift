extension JSON {
    /// This value as compact UTF-8 text: members in order, no white space, non-ASCII characters as they are, so that the
    /// same value always gives the same bytes.
    public var bytes: [UInt8] {
        var output: [UInt8] = []
        var pending: [Piece] = [.value(self)]
        while let piece = pending.popLast() {
            switch piece {
            case .text(let text): output.append(contentsOf: text.utf8)
            case .name(let name):
                Self.quote(name, into: &output)
                output.append(UInt8(ascii: ":"))
            case .value(.null): output.append(contentsOf: "null".utf8)
            case .value(.bool(let value)): output.append(contentsOf: (value ? "true" : "false").utf8)
            case .value(.number(let digits)): output.append(contentsOf: digits.utf8)
            case .value(.string(let text)): Self.quote(text, into: &output)
            case .value(.array(let elements)):
                output.append(UInt8(ascii: "["))
                pending.append(.text("]"))
                for (index, element) in elements.enumerated().reversed() {
                    pending.append(.value(element))
                    if index > 0 { pending.append(.text(",")) }
                }
            case .value(.object(let members)):
                output.append(UInt8(ascii: "{"))
                pending.append(.text("}"))
                for (index, member) in members.enumerated().reversed() {
                    pending.append(.value(member.value))
                    pending.append(.name(member.key))
                    if index > 0 { pending.append(.text(",")) }
                }
            }
        }
        return output
    }

    /// What is still to be written, the next one last.
    private enum Piece {
        case value(JSON)
        case name(String)
        case text(String)
    }

    private static func quote(_ text: String, into output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 0x0A: output.append(contentsOf: "\\n".utf8)
            case 0x0D: output.append(contentsOf: "\\r".utf8)
            case 0x09: output.append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                output.append(contentsOf: "\\u00".utf8)
                output.append(contentsOf: [hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]])
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)
}
