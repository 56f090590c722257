import Foundation
import Testing

@testable import MIME

@Suite struct HTMLTokenizerTests {
    @Test("tags, text and comments come with the bytes they stand on")
    func ranges() {
        let html = "a<p Class='x y' hidden>Ü&amp;b<!-- c --></p><br/>"
        let tokens = Array(HTMLTokenizer(html))
        #expect(
            tokens.map(\.content) == [
                .text("a"),
                .startTag(
                    HTMLTag(
                        name: "p",
                        attributes: [
                            HTMLAttribute(name: "class", value: "x y"), HTMLAttribute(name: "hidden", value: ""),
                        ])),
                .text("Ü&b"), .comment(" c "), .endTag("p"), .startTag(HTMLTag(name: "br", isSelfClosing: true)),
            ])
        let pieces = tokens.map { String(decoding: Array(html.utf8)[$0.range], as: UTF8.self) }
        #expect(pieces == ["a", "<p Class='x y' hidden>", "Ü&amp;b", "<!-- c -->", "</p>", "<br/>"])
    }

    @Test(
        "character references are decoded",
        arguments: [
            ("&lt;&LT;&Auml;&copy", "<<Ä©"), ("&notit; &notin;", "¬it; ∉"), ("&#x80;&#150;&#0;", "€–\u{FFFD}"),
            ("&#xD800;&#1114112;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("&#x;&#;&nosuch;&", "&#x;&#;&nosuch;&"),
            ("&NotEqualTilde;", "\u{2242}\u{338}"), ("&CounterClockwiseContourIntegral;", "\u{2233}"),
        ])
    func references(html: String, text: String) {
        #expect(Array(HTMLTokenizer(html)).map(\.content) == [.text(text)])
    }

    @Test("a query in an attribute keeps what only looks like a reference")
    func attributeReferences() {
        let tokens = Array(HTMLTokenizer("<a href='?a=1&copy=2&amp;lang=x&reg'>"))
        let tag = HTMLTag(name: "a", attributes: [HTMLAttribute(name: "href", value: "?a=1&copy=2&lang=x®")])
        #expect(tokens.map(\.content) == [.startTag(tag)])
    }

    @Test("scripts, styles and titles are text up to their own end tag")
    func rawText() {
        let html = "<title>a<b>&lt;</title><style>x</y></style><script><!--<script></script>--></SCRIPT >z"
        let texts = Array(HTMLTokenizer(html)).compactMap { if case .text(let text) = $0.content { text } else { nil } }
        #expect(texts == ["a<b><", "x</y>", "<!--<script></script>-->", "z"])
    }

    @Test("names are read whole, however long they are and however near the end", arguments: 1...40)
    func names(length: Int) {
        let name = "X" + String(repeating: "y", count: length - 1)
        for rest in ["", "z", String(repeating: "z", count: 40)] {
            let tokens = Array(
                HTMLTokenizer("<\(name) \(name)=1\t=\u{B}\(name) = '2'/\(name)\u{1}></\(name)\n>\(rest)"))
            let lower = name.lowercased()
            let attributes = [
                HTMLAttribute(name: lower, value: "1"), HTMLAttribute(name: "=\u{B}\(lower)", value: "2"),
                HTMLAttribute(name: "\(lower)\u{1}", value: ""),
            ]
            #expect(
                tokens.map(\.content).prefix(2) == [
                    .startTag(HTMLTag(name: lower, attributes: attributes)), .endTag(lower),
                ])
        }
    }

    @Test("what the end of the input cuts off neither traps nor repeats", arguments: 0...64)
    func cutInput(length: Int) {
        let html = Array("<p a=\"1\">&am&#x3;<!-- - --><!DOCTYPE html PUBLIC \"x\"></title x><script>".utf8)
        var end = 0
        for token in HTMLTokenizer(Array(html.prefix(length))) {
            #expect(token.range.lowerBound >= end && token.range.upperBound <= length && !token.range.isEmpty)
            end = token.range.upperBound
        }
    }

    @Test("random bytes make tokens in order", arguments: [UInt64(1), 2, 3])
    func randomInput(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let alphabet = Array("<>/!-?&#x;=\"' \n\0abscriptDOCTYPE[]CDATA".utf8) + [0x80, 0xC3]
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            var end = 0
            for token in HTMLTokenizer(bytes) {
                #expect(token.range.lowerBound >= end && !token.range.isEmpty, "seed \(seed): \(bytes)")
                end = token.range.upperBound
            }
            #expect(end <= bytes.count, "seed \(seed): \(bytes)")
        }
    }

    @Test("the table of named references is whole")
    func table() {
        #expect(HTMLEntities.shared.count == 2125)
    }

    @Test("the table of named references is what its script writes", .enabled(if: Python.isPresent))
    func tableScript() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/MIME/HTML/HTMLEntityTable.swift")
        #expect(try Python.run("html-entities.py", []) == Data(contentsOf: file))
    }
}

/// SplitMix64, so that a failing case can be repeated from its seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
