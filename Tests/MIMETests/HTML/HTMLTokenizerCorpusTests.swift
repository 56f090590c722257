import Foundation
import Testing

@testable import MIME

/// The HTML standard's own tokenizer tests (html5lib), where the corpus lies beside the checkout.
@Suite struct HTMLTokenizerCorpusTests {
    @Test("the token streams of the HTML standard's tests come out", .enabled(if: HTMLCorpus.isPresent))
    func corpus() throws {
        var passed = 0
        var failures: [String] = []
        for file in try HTMLCorpus.files() {
            for test in try HTMLCorpus.cases(in: file) {
                for state in test.states {
                    let actual = HTMLCorpus.tokens(of: test, in: state)
                    if actual == test.expected {
                        passed += 1
                    } else {
                        failures.append("\(file.lastPathComponent): \(test.name) [\(state)]: \(actual)")
                    }
                }
            }
        }
        print("html-tokenizer corpus: \(passed) of \(passed + failures.count) cases pass")
        for failure in failures.prefix(20) { print("  differs: \(failure)") }
        #expect(failures.isEmpty)
        #expect(passed > 0)
    }
}

private enum HTMLCorpus {
    struct Case {
        var name: String
        var input: String
        var states: [String]
        var lastStartTag: String
        /// Each token as text, neighbouring characters joined.
        var expected: [String]
    }

    static let directory: URL = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let shared =
            ProcessInfo.processInfo.environment["MAILBRIDGE_SHARED"].map { URL(fileURLWithPath: $0) }
            ?? root.deletingLastPathComponent().appendingPathComponent("shared")
        return shared.appendingPathComponent("corpora/html-tokenizer")
    }()

    static var isPresent: Bool { FileManager.default.fileExists(atPath: directory.path) }

    static func files() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            // XML's rules for control characters are another mode of the tokenizer, which we have no use for.
            .filter { $0.pathExtension == "test" && $0.lastPathComponent != "xmlViolation.test" }
            .sorted { $0.path < $1.path }
    }

    static func cases(in file: URL) throws -> [Case] {
        let root = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any], "\(file.path)")
        let tests = try #require(root["tests"] as? [[String: Any]])
        return tests.compactMap { test in
            guard let input = test["input"] as? String, let output = test["output"] as? [Any] else { return nil }
            let isEscaped = test["doubleEscaped"] as? Bool == true
            func text(_ value: Any?) -> String? {
                guard let value = value as? String else { return nil }
                return isEscaped ? unescaped(value) : value
            }
            // A lone surrogate cannot stand in UTF-8.
            guard let decoded = text(input), !isEscaped || !input.lowercased().contains("\\ud") else { return nil }
            var expected = TokenList()
            for token in output.compactMap({ $0 as? [Any] }) {
                let words = token.map { text($0) }
                switch words[0] {
                case "Character": expected.addCharacters(words[1] ?? "")
                case "Comment": expected.add("comment \(words[1] ?? "")")
                case "EndTag": expected.add("end \(words[1] ?? "")")
                case "StartTag":
                    let attributes = (token[2] as? [String: String] ?? [:])
                    let pairs = attributes.map { "\(text($0.key) ?? "")=\(text($0.value) ?? "")" }.sorted()
                    expected.add("start \(words[1] ?? "") \(pairs) \(token.count > 3)")
                case "DOCTYPE":
                    let isCorrect = token[4] as? Bool ?? true
                    expected.add("doctype \(words[1] ?? "-") \(words[2] ?? "-") \(words[3] ?? "-") \(isCorrect)")
                default: break
                }
            }
            return Case(
                name: test["description"] as? String ?? input, input: decoded,
                states: test["initialStates"] as? [String] ?? ["Data state"],
                lastStartTag: test["lastStartTag"] as? String ?? "", expected: expected.tokens)
        }
    }

    static func tokens(of test: Case, in state: String) -> [String] {
        let modes: [String: HTMLTextMode] = [
            "RCDATA state": .escapableRawText, "RAWTEXT state": .rawText, "PLAINTEXT state": .plainText,
            "Script data state": .script, "CDATA section state": .characterData,
        ]
        let scanner = HTMLScanner(mode: modes[state] ?? .data, rawElement: test.lastStartTag, followsElements: false)
        var list = TokenList()
        for token in HTMLTokenizer(Array(test.input.utf8), scanner: scanner) {
            switch token.content {
            case .text(let text): list.addCharacters(text)
            case .comment(let text): list.add("comment \(text)")
            case .endTag(let name): list.add("end \(name)")
            case .startTag(let tag):
                let pairs = tag.attributes.map { "\($0.name)=\($0.value)" }.sorted()
                list.add("start \(tag.name) \(pairs) \(tag.isSelfClosing)")
            case .doctype(let type):
                list.add(
                    "doctype \(type.name ?? "-") \(type.publicID ?? "-") \(type.systemID ?? "-") \(!type.forcesQuirks)")
            }
        }
        return list.tokens
    }

    private static func unescaped(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var rest = Substring(text)
        while let escape = rest.range(of: "\\u") {
            scalars.append(contentsOf: rest[..<escape.lowerBound].unicodeScalars)
            let digits = rest[escape.upperBound...].prefix(4)
            if let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
            rest = rest[digits.endIndex...]
        }
        scalars.append(contentsOf: rest.unicodeScalars)
        return String(scalars)
    }

    private struct TokenList {
        var tokens: [String] = []
        private var endsInCharacters = false

        mutating func add(_ token: String) {
            tokens.append(token)
            endsInCharacters = false
        }

        mutating func addCharacters(_ text: String) {
            if endsInCharacters { tokens[tokens.count - 1] += text } else { tokens.append("characters \(text)") }
            endsInCharacters = true
        }
    }
}
