import TestSupport
import Testing

@testable import Wire

@Suite("JSON") struct JSONTests {
    @Test("numbers keep their digits and ids stay whole")
    func numbers() throws {
        let json = try JSON(parsing: Array(#"{"id":9007199254740993,"price":49.980,"e":-1.5E+3}"#.utf8))
        #expect(json["id"].integer == 9_007_199_254_740_993)
        #expect(json["price"].scalar == "49.980")
        #expect(json["e"].scalar == "-1.5E+3")
    }

    @Test(
        "what is written is what is read",
        arguments: [
            "null", "[]", "{}", #"{"a":[1,{"b":"ü€\n\"\\"}],"c":true}"#, #"[[],{},"",0,false]"#, #""\u0001""#,
        ])
    func roundTrip(text: String) throws {
        let json = try JSON(parsing: Array(text.utf8))
        #expect(String(decoding: json.bytes, as: UTF8.self) == text)
    }

    @Test("escapes, surrogate pairs and halves of them")
    func escapes() throws {
        let json = try JSON(parsing: Array(#"["\u00fc","\ud83d\ude00","\ud83dx","\/"]"#.utf8))
        #expect(json.elements.compactMap(\.string) == ["ü", "😀", "\u{FFFD}x", "/"])
    }

    @Test("no beginning of a text is a text, and none traps")
    func prefixes() {
        let bytes = Array(#"{"a":[1,-2.5e3,"x\u00e9\n",true,null,{"b":{}}],"c":""}"#.utf8)
        for length in bytes.indices {
            #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: Array(bytes[..<length])) }
        }
        #expect(throws: Never.self) { try JSON(parsing: bytes) }
    }

    @Test(
        "what is no JSON is refused",
        arguments: ["", "tru", "1 2", "[1,]", "{,}", #"{"a"}"#, "[1}", "01x", #""\x""#, "<html>"])
    func refused(text: String) {
        #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: Array(text.utf8)) }
    }

    @Test("nesting is followed to a limit, without recursion")
    func depth() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: deep) }
        let allowed = String(repeating: "[", count: JSON.deepest) + String(repeating: "]", count: JSON.deepest)
        #expect(throws: Never.self) { try JSON(parsing: Array(allowed.utf8)) }
    }

    @Test("random texts never trap, and what was read survives writing")
    func random() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array(#"{}[]",:\u0eE+-.19truefalsn "#.utf8)
        for _ in 0..<20_000 {
            let length = Int.random(in: 0..<24, using: &generator)
            let bytes = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            guard let json = try? JSON(parsing: bytes) else { continue }
            let again = try JSON(parsing: json.bytes)
            #expect(again == json, "seed \(seed)")
        }
    }
}
