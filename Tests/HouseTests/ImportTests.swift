import Testing

@Suite struct ImportTests {
    @Test(
        "import lines are recognised",
        arguments: [
            ("import MIME", "MIME"), ("public import Domain", "Domain"), ("@testable import Store", "Store"),
            ("    import Glibc", "Glibc"), ("@preconcurrency public import GRDB", "GRDB"),
            ("import struct Foundation.Data", "Foundation"), ("// import MIME", nil), ("let import = 1", nil),
            ("the word import alone", nil), ("import", nil),
        ] as [(String, String?)])
    func lines(line: String, module: String?) {
        #expect(SourceFile.importedModule(Substring(line)) == module)
    }

    @Test("there is something to check")
    func files() {
        #expect(Repository.sources.count > 100)
        #expect(Repository.testSources.count > 20)
    }

    @Test("a library is imported by its keepers only", arguments: House.keepers.keys.sorted())
    func keepers(library: String) {
        let users = Set(Repository.sources.filter { $0.imports.contains(library) }.map(\.module))
        #expect(users.subtracting(House.keepers[library] ?? []).isEmpty)
    }

    @Test("pure modules import nothing of the system", arguments: House.pure.sorted())
    func purity(module: String) {
        for file in Repository.sources where file.module == module {
            var found = file.imports.intersection(House.system)
            if let exception = House.impure[file.path] { found.remove(exception.module) }
            #expect(found.isEmpty, "\(file)")
        }
    }

    @Test("the IMAP engine is pure too")
    func engine() {
        for file in Repository.sources where file.module == "IMAPClient" && file.pathInModule.hasPrefix("Engine/") {
            #expect(file.imports.isDisjoint(with: House.system.union(["Transport"])), "\(file)")
        }
    }

    @Test("all of Foundation is imported only where it must be")
    func foundation() {
        let users = Repository.sources.filter { $0.imports.contains("Foundation") }.map(\.path)
        #expect(Set(users).subtracting(House.wholeFoundation.keys).isEmpty)
    }

    @Test("no exception outlives its cause")
    func staleExceptions() {
        let files = Dictionary(
            uniqueKeysWithValues: (Repository.sources + Repository.testSources).map { ($0.path, $0) })
        for (path, exception) in House.impure {
            #expect(files[path]?.imports.contains(exception.module) == true, "\(path): \(exception.reason)")
        }
        for (path, reason) in House.wholeFoundation {
            #expect(files[path]?.imports.contains("Foundation") == true, "\(path): \(reason)")
        }
        for exception in House.exceptions {
            let isThere = files[exception.file]?.lines.contains { $0.contains(exception.word) } == true
            #expect(isThere, "\(exception.file): \(exception.reason)")
        }
    }
}
