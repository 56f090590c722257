import Testing

@testable import MIME

@Suite struct JMAPBodySelectionTests {
    /// One part a line: its depth as blanks, its type, `!` for an attachment, a letter to name it by.
    private struct Tree: CustomTestStringConvertible {
        var parts: [Part] = []
        var names: [String] = []
        let testDescription: String

        init(_ text: String) {
            testDescription = text
            var path: [Int] = []
            for (index, line) in text.split(separator: "\n").enumerated() {
                let depth = line.prefix { $0 == " " }.count
                let words = line.split(separator: " ")
                path.removeLast(path.count - depth)
                var part = Part(index: index, parent: path.last)
                part.type = String(words[0])
                if words.contains("!") { part.disposition = ParameterizedValue(value: "attachment") }
                if words.contains("named") { part.fileName = "f" }
                if let parent = path.last { parts[parent].children.append(index) }
                parts.append(part)
                names.append(words.count > 1 ? String(words[words.count - 1]) : "")
                path.append(index)
            }
        }

        func letters(_ list: [Int]) -> String { list.map { names[$0] }.joined() }
    }

    @Test(
        "bodies and attachments are chosen as RFC 8621 section 4.1.4 says",
        arguments: [
            // The example of the RFC.
            (
                """
                multipart/mixed
                 text/plain A
                 multipart/mixed
                  multipart/alternative
                   multipart/mixed
                    text/plain B
                    image/jpeg C
                    text/plain D
                   multipart/related
                    text/html E
                    image/jpeg F
                  image/jpeg ! G
                  application/x-excel H
                  message/rfc822 J
                 text/plain K
                """, "ABCDK", "AEK", "CFGHJ"
            ),
            ("text/plain A", "A", "A", ""), ("text/html A", "A", "A", ""), ("application/pdf A", "", "", "A"),
            ("text/plain ! A", "", "", "A"), ("image/png A", "A", "A", ""), ("text/calendar A", "", "", "A"),
            ("multipart/alternative\n text/html A", "A", "A", ""),
            ("multipart/alternative\n text/plain A", "A", "A", ""),
            ("multipart/alternative\n text/plain A\n text/html B\n text/calendar C", "A", "B", "C"),
            ("multipart/alternative\n multipart/related\n  text/html A\n  image/png B", "A", "A", "B"),
            ("multipart/mixed\n text/plain A\n text/plain named B\n text/plain C", "AC", "AC", "B"),
            ("multipart/mixed\n text/plain named A", "A", "A", ""),
            ("multipart/mixed\n multipart/alternative\n  text/plain A\n  text/html B\n text/plain C", "AC", "BC", ""),
            ("multipart/mixed", "", "", ""), ("multipart/mixed\n message/rfc822 A\n  text/plain B", "", "", "A"),
        ])
    func selection(tree: String, text: String, html: String, attachments: String) {
        let tree = Tree(tree)
        let selection = JMAPBodySelection(tree.parts)
        #expect(tree.letters(selection.textBody) == text)
        #expect(tree.letters(selection.htmlBody) == html)
        #expect(tree.letters(selection.attachments) == attachments)
    }

    @Test("a chain of multiparts needs no stack")
    func deep() {
        var parts = (0..<100_000).map { Part(index: $0, parent: $0 == 0 ? nil : $0 - 1) }
        for index in parts.indices.dropLast() {
            parts[index].type = "multipart/mixed"
            parts[index].children = [index + 1]
        }
        #expect(JMAPBodySelection(parts).textBody == [99_999])
    }
}
