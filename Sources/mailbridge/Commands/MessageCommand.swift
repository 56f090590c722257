import ArgumentParser

struct MessageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message", abstract: "Show what the bridge reads in a mail. Writes nothing, contacts nobody.",
        subcommands: [MessageParseCommand.self, MessageReplyCommand.self, MessageClassifyCommand.self])
}
