import Testing

@Suite struct SourceTests {
    @Test("no file is longer than 500 lines")
    func length() {
        for file in Repository.sources + Repository.testSources {
            #expect(file.lines.count <= House.longestFile + 1, "\(file)")
        }
    }

    @Test("words that switch a check off stand only where the plan says so", arguments: House.guardedWords)
    func guardedWords(word: String) {
        let allowed = Set(House.exceptions.filter { $0.word == word }.map(\.file))
        for file in Repository.sources + Repository.testSources where !file.path.hasPrefix("Tests/HouseTests/") {
            guard !allowed.contains(file.path) else { continue }
            for (index, line) in file.lines.enumerated() {
                #expect(!line.contains(word), "\(file):\(index + 1)")
            }
        }
    }

    @Test("whatever is unchecked says why")
    func reasons() {
        let files = Set(House.exceptions.filter { $0.word.hasPrefix("@unchecked") }.map(\.file))
        for file in Repository.sources + Repository.testSources where files.contains(file.path) {
            #expect(file.lines.contains { $0.contains("/// Unchecked: ") }, "\(file)")
        }
    }

    @Test("nothing is left for later")
    func unfinished() {
        for file in Repository.sources {
            for (index, line) in file.lines.enumerated() {
                let words = line.split { !$0.isLetter }
                #expect(words.allSatisfy { !["TODO", "FIXME", "XXX"].contains($0) }, "\(file):\(index + 1)")
            }
        }
    }
}
