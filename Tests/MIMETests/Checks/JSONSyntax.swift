/// The grammar of RFC 8259, read strictly and without recursion.
struct JSONSyntax {
    private let bytes: [UInt8]
    private var position = 0
    /// The closing brackets that are still to come.
    private var open: [UInt8] = []

    static func isValid(_ text: String) -> Bool {
        var syntax = JSONSyntax(bytes: Array(text.utf8))
        return syntax.readText()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func readText() -> Bool {
        var needsValue = true
        while true {
            if needsValue {
                guard let isDone = readValue() else { return false }
                needsValue = !isDone
            } else if let closing = open.last {
                guard let byte = take() else { return false }
                if byte == closing {
                    open.removeLast()
                } else {
                    guard byte == UInt8(ascii: ","), closing == UInt8(ascii: "]") || readKey() else { return false }
                    needsValue = true
                }
            } else {
                return position == bytes.count
            }
        }
    }

    /// Reads a value or the start of one. True if it is complete, nil if it is none.
    private mutating func readValue() -> Bool? {
        switch take() {
        case UInt8(ascii: "{"):
            if skip(UInt8(ascii: "}")) { return true }
            open.append(UInt8(ascii: "}"))
            return readKey() ? false : nil
        case UInt8(ascii: "["):
            if skip(UInt8(ascii: "]")) { return true }
            open.append(UInt8(ascii: "]"))
            return false
        case UInt8(ascii: "\""): return readString() ? true : nil
        case UInt8(ascii: "t"): return skip("rue") ? true : nil
        case UInt8(ascii: "f"): return skip("alse") ? true : nil
        case UInt8(ascii: "n"): return skip("ull") ? true : nil
        case UInt8(ascii: "0"): return true
        case .some(0x31...0x39):
            while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
            return true
        default: return nil
        }
    }

    private mutating func readKey() -> Bool { skip(UInt8(ascii: "\"")) && readString() && skip(UInt8(ascii: ":")) }

    /// Reads what follows an opening quote.
    private mutating func readString() -> Bool {
        while let byte = take() {
            switch byte {
            case UInt8(ascii: "\""): return true
            case 0..<0x20: return false
            case UInt8(ascii: "\\"):
                guard let escape = take() else { return false }
                if escape == UInt8(ascii: "u") {
                    for _ in 0..<4 {
                        guard let digit = take(), "0123456789abcdefABCDEF".utf8.contains(digit) else { return false }
                    }
                } else if !"\"\\/bfnrt".utf8.contains(escape) {
                    return false
                }
            default: break
            }
        }
        return false
    }

    private mutating func take() -> UInt8? {
        guard position < bytes.count else { return nil }
        position += 1
        return bytes[position - 1]
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skip(_ word: String) -> Bool { word.utf8.allSatisfy { skip($0) } }
}
