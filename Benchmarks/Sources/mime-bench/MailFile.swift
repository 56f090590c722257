import Glibc
import Measuring

/// A mail in memory.
struct MailFile {
    let name: String
    let bytes: [UInt8]

    /// The file at `path`, or those in the folder at `path`, by name. What cannot be read is left out.
    static func all(at path: String) -> [MailFile] {
        CorpusFiles.paths(in: path)?.compactMap { file(at: $0) } ?? file(at: path).map { [$0] } ?? []
    }

    private static func file(at path: String) -> MailFile? {
        CorpusFiles.content(of: path).map { MailFile(name: path, bytes: $0) }
    }
}

enum Memory {
    /// The most memory that this process has held so far.
    static var peakKilobytes: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }
}
