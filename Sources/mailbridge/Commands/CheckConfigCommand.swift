import ArgumentParser
import Configuration

struct CheckConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config", abstract: "Check the configuration without using the network.",
        discussion: "Prints every mistake as file:line:column with what was expected. Secrets are not read.")

    @OptionGroup var config: ConfigurationOption

    func run() async throws {
        switch ConfigurationFile.load(config.config) {
        case .success(let checked):
            let offline = checked.offline
            say(
                "\(config.config): ok, \(offline.mailboxes.count) mailboxes, \(offline.marketplaces.count) marketplaces,"
                    + " \(offline.agents.count) agents")
        case .failure(let problems):
            write("\(problems)\n", to: 2)
            throw ExitStatus.configuration
        }
    }
}
