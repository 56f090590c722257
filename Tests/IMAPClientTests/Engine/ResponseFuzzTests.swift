import Foundation
import Testing

/// What a fuzzer found, and what it starts from, hold for ever.
@Suite struct ResponseFuzzTests {
    private static let folders = ["Fuzz/seeds/responses", "Tests/Fixtures/IMAPClient/fuzz/responses"]

    private static let files: [URL] = {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return folders.flatMap { folder in
            let files = try? FileManager.default.contentsOfDirectory(
                at: root.appending(path: folder), includingPropertiesForKeys: nil)
            return (files ?? []).sorted { $0.path < $1.path }
        }
    }()

    @Test("there are seeds") func seeds() { #expect(Self.files.count >= 12) }

    @Test("whatever a server sends, what must hold holds", arguments: files)
    func holds(_ file: URL) throws {
        let input = Array(try Data(contentsOf: file))
        for target in FuzzTarget.allCases { #expect(target.failures(for: input) == []) }
        // Cut anywhere it is as good an input.
        for end in stride(from: 0, to: min(input.count, 400), by: 7) {
            for target in FuzzTarget.allCases { #expect(target.failures(for: Array(input[..<end])) == []) }
        }
    }
}
