import ArgumentParser
import Configuration
import Marketplaces
import Routing

struct CheckConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config", abstract: "Check the configuration without using the network.",
        discussion: "Prints every mistake as file:line:column with what was expected. Secrets are not read.")

    @OptionGroup var config: ConfigurationOption

    func run() async throws {
        switch ConfigurationFile.load(config.config) {
        case .success(let checked):
            let offline = checked.offline
            let isUsed = offline.clocks.values.contains { $0.versions.contains { !$0.holidays.regions.isEmpty } }
            if isUsed, HolidayRegion.ends(within: .zero, of: systemTime()) {
                complain(
                    "the table of holidays ends with \(HolidayRegion.coveredYears.upperBound); install a newer version")
                throw ExitStatus.configuration
            }
            let parts = [
                Self.count(offline.mailboxes.count, "mailbox", "mailboxes"),
                Self.count(offline.marketplaces.count, "marketplace", "marketplaces"),
                Self.count(offline.agents.count, "agent", "agents"),
            ]
            say("\(config.config): ok, \(parts.joined(separator: ", "))")
        case .failure(let problems):
            write("\(problems)\n", to: 2)
            throw ExitStatus.configuration
        }
    }

    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }
}
