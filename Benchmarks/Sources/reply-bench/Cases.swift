import MIME
import Measuring
import Replies

/// One reply of the corpus, in memory.
struct Case {
    var name: String
    var mail: [UInt8]
    /// Bodies of the ticket mail that it answers.
    var sentText: String?
    var sentHTML: String?

    /// From the folder of one case; nil if there is no mail in it.
    init?(_ folder: String) {
        let head = "From: agent@shop.example\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: text/"
        if let mail = CorpusFiles.content(of: "\(folder)/input.eml") {
            self.mail = mail
        } else if let text = CorpusFiles.content(of: "\(folder)/input.txt") {
            mail = Array("\(head)plain; charset=utf-8\r\n\r\n".utf8) + text
        } else if let html = CorpusFiles.content(of: "\(folder)/input.html") {
            mail = Array("\(head)html; charset=utf-8\r\n\r\n".utf8) + html
        } else {
            return nil
        }
        name = String(folder.split(separator: "/").last ?? "")
        sentText = CorpusFiles.content(of: "\(folder)/sent.txt").map { String(decoding: $0, as: UTF8.self) }
        sentHTML = CorpusFiles.content(of: "\(folder)/sent.html").map { String(decoding: $0, as: UTF8.self) }
    }

    /// Those in the folders below `path`, by name.
    static func all(below path: String) -> [Case] {
        CorpusFiles.paths(in: path)?.compactMap { Case($0) } ?? []
    }

    /// All that the service does with a reply: the mail is parsed, what was sent is read, the answer is cut out.
    func read() -> ReplyExtraction {
        let sent = sentText == nil && sentHTML == nil ? [] : [SentMail(text: sentText, html: sentHTML)]
        return Message(parsing: mail).reply(to: sent)
    }
}
