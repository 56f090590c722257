import Foundation
import Testing

@testable import MIME

@Suite struct JSONWriterTests {
    @Test("every character comes back through an independent reader")
    func strings() throws {
        let scalars =
            (0...0x2100).compactMap { Unicode.Scalar($0).map(Character.init) } + ["\u{2028}", "𝄞", "\u{10FFFD}"]
        let texts = scalars.map(String.init) + [String(scalars), ""]
        var json = JSONWriter()
        json.strings(texts)
        let read = try JSONDecoder().decode([String].self, from: Data(json.output))
        #expect(read.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
        #expect(!json.output.contains { $0 < 0x20 })
    }

    @Test(
        "what needs an escape is found at every place",
        arguments: ["\"", "\\", "\n", "\u{0}", "\u{1F}", "\u{7F}", "\u{FFFF}"])
    func places(special: String) throws {
        for letter in ["a", "ä", "\u{F000}", "𝄞", "~", " "] {
            let texts = (0..<20).flatMap { before in
                (0..<20).map {
                    String(repeating: letter, count: before) + special + String(repeating: letter, count: $0)
                }
            }
            var json = JSONWriter()
            json.strings(texts)
            let read = try JSONDecoder().decode([String].self, from: Data(json.output))
            #expect(read == texts.map { $0.replacing("\u{FFFF}", with: "\u{FFFD}") })
        }
    }

    @Test("noncharacters, which I-JSON has not, are replaced; their neighbours stay")
    func noncharacters() throws {
        for scalar in (0...0x10_FFFF).compactMap(Unicode.Scalar.init) where scalar.value >= 0xF000 {
            let isNone = scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
            guard isNone || scalar.value & 0xFF > 0xF0 || scalar.value & 0xFF < 4 || scalar.value < 0x1_0000 else {
                continue
            }
            var json = JSONWriter()
            json.string("x\(scalar)x")
            #expect(String(decoding: json.output, as: UTF8.self) == "\"x\(isNone ? "\u{FFFD}" : scalar)x\"")
        }
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
        #expect(String(decoding: json.output, as: UTF8.self) == #"{"a":[],"b":[-1,true,{},null],"\"":"x"}"#)
    }
}
