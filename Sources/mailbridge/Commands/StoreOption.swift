import ArgumentParser
import Configuration
import Store

/// `--config` and `--json` of the commands that look into the store while the service runs.
struct StoreOption: ParsableArguments {
    @OptionGroup var config: ConfigurationOption
    @Flag(help: "One JSON object a line.") var json = false

    /// The store that the configuration names; secrets are not needed.
    func open() throws -> SQLiteStore { try SQLiteStore(path: try config.check().offline.store.path, creating: false) }
}
