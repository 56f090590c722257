import Testing

@Suite("Patterns whatever they are") struct PatternCheckTests {
    @Test("random bytes as pattern and text")
    func random() {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SplitMix(state: seed)
        let letters = Array("aaab1.*+?()[]{}|^$\\-,<>:=!dwsbBAzinPu€é\n 0239".utf8)
        for _ in 0..<3000 {
            let count = Int(generator.next() % 24)
            let line = (0..<count).map { _ in letters[Int(generator.next() % UInt64(letters.count))] }
            let failures = FuzzTarget.patterns.failures(for: line + Array("\naab1 éa-b\n2".utf8))
            #expect(failures.isEmpty, "seed \(seed): \(failures)")
        }
    }
}
