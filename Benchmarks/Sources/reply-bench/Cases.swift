import Glibc
import MIME
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
        if let mail = content(ofFile: "\(folder)/input.eml") {
            self.mail = mail
        } else if let text = content(ofFile: "\(folder)/input.txt") {
            mail = Array("\(head)plain; charset=utf-8\r\n\r\n".utf8) + text
        } else if let html = content(ofFile: "\(folder)/input.html") {
            mail = Array("\(head)html; charset=utf-8\r\n\r\n".utf8) + html
        } else {
            return nil
        }
        name = String(folder.split(separator: "/").last ?? "")
        sentText = content(ofFile: "\(folder)/sent.txt").map { String(decoding: $0, as: UTF8.self) }
        sentHTML = content(ofFile: "\(folder)/sent.html").map { String(decoding: $0, as: UTF8.self) }
    }

    /// Those in the folders below `path`, by name.
    static func all(below path: String) -> [Case] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { Case("\(path)/\($0)") }
    }

    /// All that the service does with a reply: the mail is parsed, what was sent is read, the answer is cut out.
    func read() -> ReplyExtraction {
        let sent = sentText == nil && sentHTML == nil ? [] : [SentMail(text: sentText, html: sentHTML)]
        return Message(parsing: mail).reply(to: sent)
    }
}

private func content(ofFile path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 64 << 10)
    while true {
        let got = fread(&room, 1, room.count, file)
        if got == 0 { return bytes }
        bytes += room[..<got]
    }
}
