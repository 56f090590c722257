/// Writes one I-JSON text (RFC 8259, RFC 7493) from first to last byte, without white space. It keeps no tree and does not
/// check that the calls make sense together.
struct JSONWriter {
    private(set) var output: [UInt8] = []
    /// Whether a value stands before, in the same object or array.
    private var needsComma = false

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
        var text = text
        output.append(UInt8(ascii: "\""))
        text.withUTF8 { bytes in JSONText.escape(bytes) { output.append(contentsOf: $0) } }
        output.append(UInt8(ascii: "\""))
    }
}
