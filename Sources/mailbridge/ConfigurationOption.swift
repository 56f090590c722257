import ArgumentParser
import Configuration
import FoundationEssentials

/// `--config FILE`, and what is read from it.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = "/etc/mailbridge/config.toml"

    /// Checked, without its secrets.
    func check() throws -> CheckedConfiguration {
        try ConfigurationFile.load(config, faultyRules: .areLeftOut).get()
    }

    /// With its secrets, for what connects, and keeps store and refresh tokens.
    ///
    /// - Throws: also for root where these belong to somebody else
    func load() throws -> Configuration {
        let configuration = try Self.load(config)
        try StateOwner.check(besides: configuration.store.path)
        return configuration
    }

    static func load(
        _ file: String, faultyRules: ConfigurationFile.FaultyRules = .areLeftOut
    ) throws -> Configuration {
        try ConfigurationFile.load(file, faultyRules: faultyRules).get()
            .resolved(SecretReader(environment: ProcessInfo.processInfo.environment))
    }
}
