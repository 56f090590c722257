import Testing

@Suite("Fuzzing")
struct FuzzFixtureTests {
    @Test("what the fuzzer once found stays found", arguments: FuzzTarget.allCases)
    func finds(target: FuzzTarget) {
        for path in files(in: "/Tests/Fixtures/MIME/fuzz/\(target)") {
            let failures = target.failures(for: Corpus.read(path))
            #expect(failures.isEmpty, "\(path): \(failures.joined(separator: "\n"))")
        }
    }

    @Test("all that holds for every input holds for the seeds", arguments: FuzzTarget.allCases)
    func seeds(target: FuzzTarget) {
        let paths = files(in: "/Fuzz/seeds/\(target)")
        #expect(!paths.isEmpty)
        for path in paths {
            let failures = target.failures(for: Corpus.read(path))
            #expect(failures.isEmpty, "\(path): \(failures.joined(separator: "\n"))")
        }
    }

    private func files(in folder: String) -> [String] { Corpus.files(in: Corpus.packageRoot + folder, suffixes: [""]) }
}
