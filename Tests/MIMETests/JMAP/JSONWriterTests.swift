import Foundation
import Testing

@testable import MIME

@Suite struct JSONWriterTests {
    @Test("every character comes back through an independent reader")
    func strings() throws {
        let scalars =
            (0...0x2100).compactMap { Unicode.Scalar($0).map(Character.init) } + ["\u{2028}", "𝄞", "\u{10FFFF}"]
        let texts = scalars.map(String.init) + [String(scalars), ""]
        var json = JSONWriter()
        json.strings(texts)
        let read = try JSONDecoder().decode([String].self, from: Data(json.text.utf8))
        #expect(read.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
        #expect(!json.text.utf8.contains { $0 < 0x20 })
    }

    @Test("objects and arrays nest with their commas")
    func nesting() {
        var json = JSONWriter()
        json.beginObject()
        json.key("a")
        json.beginArray()
        json.endArray()
        json.key("b")
        json.beginArray()
        json.number(-1)
        json.boolean(true)
        json.beginObject()
        json.endObject()
        json.string(nil)
        json.endArray()
        json.key("\"")
        json.string("x")
        json.endObject()
        #expect(json.text == #"{"a":[],"b":[-1,true,{},null],"\"":"x"}"#)
    }
}
