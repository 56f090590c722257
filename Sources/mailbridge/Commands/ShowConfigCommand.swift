import ArgumentParser
import Configuration

struct ShowConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show-config", abstract: "Show the effective settings, secrets masked.")

    @OptionGroup var config: ConfigurationOption
    @Flag(name: [.customShort("n"), .long], help: "Only what differs from the defaults.") var changed = false
    @Flag(name: [.customShort("d"), .long], help: "Only the defaults in effect.") var defaults = false
    @Flag(help: "Say where each value comes from.") var origin = false
    @Flag(help: "One JSON object a line.") var json = false

    func run() async throws {
        try await reportingErrors {
            let shown = try config.check().shown
            let selection: ShownConfiguration.Selection = changed ? .changed : defaults ? .defaults : .all
            if json { return writeJSON(Array(shown.json(selection).utf8)) }
            write(shown.text(selection, origins: origin), to: 1)
        }
    }
}
