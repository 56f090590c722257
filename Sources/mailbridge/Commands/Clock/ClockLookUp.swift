import Configuration
import Domain
import FoundationEssentials
import Marketplaces
import Routing

/// Finds a clock by the name of a marketplace, of a clock or of a preset.
struct ClockLookUp {
    private static let usual = "/etc/mailbridge/config.toml"
    private let configuration: Configuration?

    /// - Parameter config: nil = the usual file, which may be missing
    init(config: String?) throws {
        guard let config else {
            let isThere = FileManager.default.fileExists(atPath: Self.usual)
            configuration =
                isThere ? try? ConfigurationFile.load(Self.usual, faultyRules: .areLeftOut).get().offline : nil
            if isThere, configuration == nil { complain("\(Self.usual) has mistakes: only presets are known") }
            return
        }
        configuration = try ConfigurationFile.load(config, faultyRules: .areLeftOut).get().offline
    }

    func clock(_ name: String) throws -> AnswerClock {
        if let clock = configuration?.clock(of: MarketplaceName(name)) ?? configuration?.clocks[name] { return clock }
        guard let preset = ClockPreset(name) else {
            let known =
                (configuration?.marketplaces.map(\.name.text) ?? [])
                + (configuration.map { Array($0.clocks.keys) } ?? [])
            let all = Set(known + ClockPreset.all.map(\.name)).sorted().joined(separator: ", ")
            complain("there is no clock \"\(name)\"; there are \(all)")
            throw ExitStatus.badData
        }
        guard let zone = ZoneInfoDirectory().rules(named: preset.zoneName) else {
            complain("the system does not know the time zone \(preset.zoneName); install the package tzdata")
            throw ExitStatus.unavailable
        }
        return AnswerClock(preset.rules(zone: zone))
    }
}
