import Glibc
import MIME
import Measuring

/// Turns HTML into plain text: `html-bench ROUNDS [--dump DIR] DIR-OR-FILE…`
///
/// Takes the HTML of mails, or files named `.html` as they are; all documents lie in memory as UTF-8 before the first round.
/// A round converts every document on one thread; the best round counts. `--dump` also writes the documents to an existing
/// folder, for peers to read.
@main
struct Main {
    static func main() {
        var words = Array(CommandLine.arguments.dropFirst())
        var folder: String?
        if let flag = words.firstIndex(of: "--dump"), flag + 1 < words.count {
            folder = words[flag + 1]
            words.removeSubrange(flag...flag + 1)
        }
        guard words.count > 1, let rounds = Int(words[0]) else {
            fail("usage: html-bench ROUNDS [--dump DIR] DIR-OR-FILE...", code: 64)
        }
        let documents = words.dropFirst().flatMap { Documents.all(at: $0) }
        if let folder, !Documents.write(documents, to: folder) {
            fail("html-bench: cannot write to \(folder)", code: 73)
        }
        report(documents, rounds: rounds)
    }

    private static func report(_ documents: [String], rounds: Int) {
        let bytes = documents.reduce(0) { $0 + $1.utf8.count }
        var best = Double.infinity
        for _ in 0..<rounds {
            let start = ContinuousClock.now
            for document in documents { keep(plainText(fromHTML: document)) }
            let spent = start.duration(to: .now)
            best = min(best, Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18)
        }
        let characters = documents.reduce(0) { $0 + plainText(fromHTML: $1).unicodeScalars.count }
        print(
            "mailbridge-html documents=\(documents.count) bytes=\(bytes) seconds=\(decimal(best, 4))",
            "MB/s=\(decimal(Double(bytes) / 1e6 / best, 1)) text_chars=\(characters)")
    }
}
