import Testing

@testable import MIME

@Suite struct JMAPBodySelectionTests {
    /// One part a line: its depth as blanks, its type, `!` for an attachment, `named` for one with a file name, a letter
    /// to name it by.
    private struct Tree: CustomTestStringConvertible {
        /// The mail that has these parts.
        private(set) var mail = ""
        private var names: [String] = []
        private var path: [Int] = []
        /// Whether a part inside is a file that stands in the text.
        private var isText: [Bool] = []
        let testDescription: String

        init(_ text: String) {
            testDescription = text
            for (index, line) in text.split(separator: "\n").enumerated() {
                let words = line.split(separator: " ")
                close(downTo: line.prefix { $0 == " " }.count)
                names.append(words.count > 1 ? String(words[words.count - 1]) : String(words[0]))
                if let parent = path.last, isText[parent] {
                    mail += "begin 644 f\n#0V%T\n`\nend\n"
                    isText.append(false)
                    path.append(index)
                    continue
                }
                isText.append(words[0] == "text/plain")
                if let parent = path.last, names[parent].hasPrefix("multipart/") { mail += "\n--b\(parent)\n" }
                mail += "Content-Type: \(words[0]); boundary=b\(index)\n"
                if words.contains("!") { mail += "Content-Disposition: attachment\n" }
                if words.contains("named") { mail += "Content-Disposition: inline; filename=f\n" }
                mail += "\n"
                path.append(index)
            }
            close(downTo: 0)
        }

        private mutating func close(downTo depth: Int) {
            while path.count > depth, let last = path.popLast() {
                if names[last].hasPrefix("multipart/") { mail += "\n--b\(last)--\n" }
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
            // Texts that neither body takes are not lost.
            ("multipart/alternative\n multipart/mixed\n  text/plain A\n  text/html B", "A", "A", "B"),
            (
                "multipart/alternative\n multipart/mixed\n  text/html A\n  multipart/alternative\n   text/plain B", "A",
                "A",
                "B"
            ),
            ("multipart/mixed\n text/plain A\n  application/octet-stream B\n text/plain C", "AC", "AC", "B"),
            ("multipart/mixed\n message/rfc822 A\n  text/plain B", "", "", "A"),
        ])
    func selection(tree: String, text: String, html: String, attachments: String) {
        let tree = Tree(tree)
        let selection = JMAPBodySelection(Mail.parse(tree.mail).parts)
        #expect(tree.letters(selection.textBody) == text)
        #expect(tree.letters(selection.htmlBody) == html)
        #expect(tree.letters(selection.attachments) == attachments)
    }

    @Test("a chain of multiparts needs no stack")
    func deep() {
        var limits = Limits.default
        limits.depth = 10_000
        limits.parts = 10_000
        let mail = (0..<2000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
        #expect(JMAPBodySelection(Mail.parse(mail + "\nx\n", limits: limits).parts).textBody == [2000])
    }
}
