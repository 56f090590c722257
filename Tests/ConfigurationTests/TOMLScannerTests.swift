import Testing

@testable import Configuration

@Suite("Places in TOML")
struct TOMLScannerTests {
    private static let text = #"""
        # a remark with [brackets] and "quotes"
        top = 1
        [a] # remark
          key = "x # no remark" # remark
          "quoted key".'and another' = '''
        lines [not.a.header]
        '''''
        a.b.c = { d = [1, { e = 2 }], f = """
        "" ]]] """, }
        list = [ # remark
          1,
          [2, 3,], # remark
        ]
        [[t]]
        n = 2026-01-01 00:00:00
        [t.sub]
        x = true
        [[t]]
        [[t.u]]
        [[t.u]]
        n = -1.5e3
        """#

    @Test(
        "each key and value is found",
        arguments: [
            ("top", 2, 1, 7), ("a", 3, 2, 1), ("a.key", 4, 3, 9), ("a.quoted key.and another", 5, 16, 32),
            ("a.a.b.c", 8, 5, 9), ("a.a.b.c.d", 8, 11, 15), ("a.a.b.c.d.#1.e", 8, 21, 25), ("a.a.b.c.f", 8, 31, 35),
            ("a.list", 10, 1, 8), ("a.list.#0", 11, 3, 3), ("a.list.#1", 12, 3, 3), ("a.list.#1.#1", 12, 7, 7),
            ("t.#0", 14, 3, 1), ("t.#0.n", 15, 1, 5), ("t.#0.sub.x", 17, 1, 5), ("t.#1", 18, 3, 1),
            ("t.#1.u.#1.n", 21, 1, 5),
        ])
    func places(path: String, line: Int, keyColumn: Int, valueColumn: Int) throws {
        let bytes = Array(Self.text.utf8)
        let source = SourceText(file: "f", bytes: bytes)
        let steps = path.split(separator: ".").map { step -> TOMLPositions.Step in
            step.hasPrefix("#") ? .index(Int(step.dropFirst()) ?? 0) : .key(String(step))
        }
        let positions = TOMLScanner(bytes).scan()
        var node = TOMLPositions.root
        for step in steps { node = try #require(positions.node(step, below: node)) }
        let position = try #require(positions[node])
        #expect(source.place(at: position.key) == SourcePlace(file: "f", line: line, column: keyColumn))
        #expect(source.place(at: position.value) == SourcePlace(file: "f", line: line, column: valueColumn))
    }

    @Test("columns count characters and not bytes")
    func columns() {
        let source = SourceText(file: "f", bytes: Array("ä = \"ö\" # ü".utf8))
        #expect(source.place(at: 6).column == 6)
        #expect(source.place(at: 1000).line == 1)
        let long = SourceText(file: "f", bytes: Array(("x\n" + String(repeating: "äa", count: 1000)).utf8))
        #expect([2, 4, 257, 1502, 3002].map { long.place(at: $0).column } == [1, 2, 171, 1001, 2001])
    }

    @Test("a line of 100,000 values takes its time once for each", .timeLimit(.minutes(1)))
    func longLine() {
        let text = "zzz = [" + String(repeating: "1,", count: 100_000) + "]\n"
        #expect(text.problems().contains { $0.contains("zzz") })
    }

    @Test("a text that is cut or changed anywhere is refused or read, and never traps")
    func broken() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("seed \(seed)")
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for text in [Array(Self.text.utf8), Array(Broken.minimalText.utf8), Array(try Example.text().utf8)] {
            let step = max(1, text.count / 60)
            for length in stride(from: 0, to: text.count, by: step) { check(Array(text[..<length])) }
            let marks = Array("[]{}\"'=.,#\n\\\0".utf8)
            for _ in 0..<60 {
                var changed = text
                for _ in 0..<2 { changed[random(changed.count)] = marks[random(marks.count)] }
                check(changed)
            }
        }
    }

    /// Every problem lies inside of the text; the scanner ends even where the parser would have refused the text.
    private func check(_ bytes: [UInt8]) {
        _ = TOMLScanner(bytes).scan()
        guard case .failure(let problems) = ConfigurationFile.check([.init(file: "f", bytes: bytes)]) else { return }
        let lines = bytes.count { $0 == 0x0A } + 1
        #expect(problems.problems.allSatisfy { (1...lines + 1).contains($0.line) && $0.column >= 1 }, "\(problems)")
    }
}
