import Domain
import Marketplaces
import Routing

extension Walk {
    /// The clocks that the file defines, and the presets that marketplaces and routes refer to.
    func clocks(
        _ tables: [TableReader], marketplaces: [CheckedMarketplace], named: [Placed<String>]
    ) -> [String: AnswerClock] {
        var versions: [String: [RuleSet]] = [:]
        var defined: Set<String> = []
        for table in tables {
            let reader = ClockReader(table, zones: zones)
            let rules = reader.read()
            table.finish()
            if let name = reader.name { defined.insert(name) }
            guard let rules else { continue }
            if versions[rules.name]?.contains(where: { $0.effectiveFrom == rules.effectiveFrom }) ?? false {
                report.add(
                    "clock \"\(rules.name)\" exists already with the same \"effective_from\"",
                    at: table.valuePlace(of: "name"))
            }
            versions[rules.name, default: []].append(rules)
        }
        var clocks = versions.compactMapValues { AnswerClock(name: $0[0].name, versions: $0) }
        let wanted = marketplaces.map { Placed(value: $0.settings.clock, place: $0.clockPlace) } + named
        for clock in wanted where !defined.contains(clock.value) {
            let name = clock.value
            guard clocks[name] == nil else { continue }
            guard let preset = ClockPreset(name) else {
                checkReference(clock, key: "clock", among: ClockPreset.all.map(\.name) + defined, what: "clock")
                continue
            }
            guard let zone = zones.rules(named: preset.zoneName) else {
                report.add(
                    "clock: the system does not know the time zone \(preset.zoneName); install the package tzdata",
                    at: clock.place)
                continue
            }
            clocks[name] = AnswerClock(preset.rules(zone: zone))
        }
        return clocks
    }
}
