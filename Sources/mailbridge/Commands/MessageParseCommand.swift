import ArgumentParser
import MIME

struct MessageParseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse", abstract: "A mail as a JMAP Email object (RFC 8621 §4), one JSON object a line.")

    @OptionGroup var mails: MessageFiles
    @Flag(help: "Only what the header says.") var headersOnly = false

    func run() async throws {
        try mails.forEach { mail, name in
            say(jmapEmail(Message(parsing: mail), file: name, headersOnly: headersOnly))
        }
    }
}
