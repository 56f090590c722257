import Glibc
import MIME
import Measuring

/// HTML documents of files.
enum Documents {
    /// Those in the file at `path`, or in the files of the folder at `path`, by name. What cannot be read is left out.
    static func all(at path: String) -> [String] {
        CorpusFiles.paths(in: path)?.flatMap { documents(inFile: $0) } ?? documents(inFile: path)
    }

    private static func documents(inFile path: String) -> [String] {
        guard let bytes = CorpusFiles.content(of: path) else { return [] }
        if path.hasSuffix(".html") { return [String(decoding: bytes, as: UTF8.self)] }
        let mail = Message(parsing: bytes)
        return mail.parts.filter { $0.isLeaf && $0.type == "text/html" }.map { mail.text(of: $0) }
    }

    /// Writes each document to a file of its own, named by its number. False if that fails.
    static func write(_ documents: [String], to folder: String) -> Bool {
        for (number, document) in documents.enumerated() {
            let digits = String(number)
            let name = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
            guard let file = fopen("\(folder)/\(name).html", "w") else { return false }
            let written = fwrite(Array(document.utf8), 1, document.utf8.count, file)
            guard fclose(file) == 0, written == document.utf8.count else { return false }
        }
        return true
    }
}
