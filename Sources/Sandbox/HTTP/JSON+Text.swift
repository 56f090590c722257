import Digests

extension JSON {
    /// The value as JSON text without white space, keys in alphabetical order.
    var text: String {
        var out: [UInt8] = []
        // A stack instead of recursion; closing brackets wait on it like values.
        var pending: [Piece] = [.value(self)]
        while let piece = pending.popLast() {
            switch piece {
            case .literal(let literal): out += literal.utf8
            case .value(.null): out += "null".utf8
            case .value(.bool(let flag)): out += (flag ? "true" : "false").utf8
            case .value(.integer(let number)): out += String(number).utf8
            case .value(.number(let number)): out += (number.isFinite ? String(number) : "null").utf8
            case .value(.string(let text)): Self.quote(text, into: &out)
            case .value(.array(let elements)):
                out.append(UInt8(ascii: "["))
                pending.append(.literal("]"))
                for (index, element) in elements.enumerated().reversed() {
                    pending.append(.value(element))
                    if index > 0 { pending.append(.literal(",")) }
                }
            case .value(.object(let members)):
                out.append(UInt8(ascii: "{"))
                pending.append(.literal("}"))
                for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated().reversed() {
                    pending.append(.value(member.value))
                    pending.append(.literal(":"))
                    pending.append(.value(.string(member.key)))
                    if index > 0 { pending.append(.literal(",")) }
                }
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private enum Piece {
        case value(JSON)
        case literal(String)
    }

    private static func quote(_ text: String, into out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
            case 0x0A: out += "\\n".utf8
            case 0x00..<0x20: out += "\\u00\(hexadecimal([byte]))".utf8
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}
