/// Writes one JSON text (RFC 8259) from first to last byte, without white space. It keeps no tree and does not check that
/// the calls make sense together.
struct JSONWriter {
    private var output: [UInt8] = []
    /// Whether a value stands before, in the same object or array.
    private var needsComma = false

    var text: String { String(decoding: output, as: UTF8.self) }

    mutating func beginObject() { begin(UInt8(ascii: "{")) }
    mutating func endObject() { end(UInt8(ascii: "}")) }
    mutating func beginArray() { begin(UInt8(ascii: "[")) }
    mutating func endArray() { end(UInt8(ascii: "]")) }

    mutating func key(_ name: String) {
        separate()
        put(name)
        output.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func string(_ text: String?) {
        guard let text else { return null() }
        separate()
        put(text)
    }

    mutating func number(_ number: Int) { literal(String(number)) }
    mutating func boolean(_ value: Bool) { literal(value ? "true" : "false") }
    mutating func null() { literal("null") }

    mutating func strings(_ texts: [String]) {
        beginArray()
        for text in texts { string(text) }
        endArray()
    }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        output.append(bracket)
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        output.append(bracket)
        needsComma = true
    }

    private mutating func literal(_ text: String) {
        separate()
        output.append(contentsOf: text.utf8)
    }

    private mutating func separate() {
        if needsComma { output.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func put(_ text: String) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 0x0A: output.append(contentsOf: "\\n".utf8)
            case 0x0D: output.append(contentsOf: "\\r".utf8)
            case 0x09: output.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7F:
                output.append(contentsOf: "\\u00".utf8)
                appendHexadecimal(byte, to: &output)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
