/// Clocks that the bridge knows by name, so that an admin need not write them down (clocks.md §6).
public struct ClockPreset: Sendable, Hashable {
    /// Which marketplace's rules they are.
    private enum Family: Sendable, Hashable {
        case mirakl, kaufland, bol, bol2020, amazon
        /// 24 hours of calendar time, and nothing else known.
        case other
    }

    public let name: String
    /// IANA name of the zone that ``rules(zone:)`` needs.
    public let zoneName: String
    private let family: Family
    private let holidays: [String]

    /// Nil if there is no such preset.
    public init?(_ name: String) {
        guard let preset = Self.all.first(where: { $0.name == name }) else { return nil }
        self = preset
    }

    /// Every preset. The bare names `kaufland`, `amazon` and `ebay` mean the German storefront.
    public static let all: [ClockPreset] =
        ["mirakl", "conrad"].map { ClockPreset($0, .mirakl, "Europe/Berlin") }
        + [kaufland("kaufland", "DE")] + storefronts.keys.sorted().map { kaufland("kaufland-\($0.lowercased())", $0) }
        + sites("amazon", .amazon, amazonSites) + sites("ebay", .other, ebaySites)
        + [
            ClockPreset("bol", .bol, "Europe/Amsterdam", ["NL", "BE"]),
            // A seller who is established in Belgium.
            ClockPreset("bol-be", .bol, "Europe/Amsterdam", ["BE"]),
            ClockPreset("bol-2020", .bol2020, "Europe/Amsterdam", ["NL", "BE"]),
            ClockPreset("allegro", .other, "Europe/Warsaw"), ClockPreset("backmarket", .other, "Europe/Paris"),
            ClockPreset("cdiscount", .other, "Europe/Paris"), ClockPreset("octopia", .other, "Europe/Paris"),
        ]

    /// Kaufland's storefronts by country.
    private static let storefronts = [
        "DE": "Europe/Berlin", "CZ": "Europe/Prague", "SK": "Europe/Bratislava", "PL": "Europe/Warsaw",
        "AT": "Europe/Vienna", "FR": "Europe/Paris", "IT": "Europe/Rome", "ES": "Europe/Madrid",
        "NL": "Europe/Amsterdam",
    ]

    private static let amazonSites = [
        "be": "Europe/Brussels", "de": "Europe/Berlin", "es": "Europe/Madrid", "fr": "Europe/Paris",
        "ie": "Europe/Dublin", "it": "Europe/Rome", "nl": "Europe/Amsterdam", "pl": "Europe/Warsaw",
        "se": "Europe/Stockholm", "uk": "Europe/London",
    ]

    private static let ebaySites = [
        "at": "Europe/Vienna", "be": "Europe/Brussels", "ch": "Europe/Zurich", "de": "Europe/Berlin",
        "es": "Europe/Madrid", "fr": "Europe/Paris", "ie": "Europe/Dublin", "it": "Europe/Rome",
        "nl": "Europe/Amsterdam", "pl": "Europe/Warsaw", "uk": "Europe/London",
    ]

    private init(_ name: String, _ family: Family, _ zoneName: String, _ holidays: [String] = []) {
        self.name = name
        self.family = family
        self.zoneName = zoneName
        self.holidays = holidays
    }

    private static func kaufland(_ name: String, _ country: String) -> ClockPreset {
        ClockPreset(name, .kaufland, storefronts[country] ?? "Europe/Berlin", [country])
    }

    private static func sites(_ name: String, _ family: Family, _ zones: [String: String]) -> [ClockPreset] {
        [ClockPreset(name, family, "Europe/Berlin")]
            + zones.sorted { $0.key < $1.key }.map { ClockPreset("\(name)-\($0.key)", family, $0.value) }
    }

    /// The rules, in the zone whose name is ``zoneName``.
    public func rules(zone: TimeZoneRules) -> RuleSet {
        var rules = RuleSet(
            name: name, target: .seconds(24 * 3600),
            holidays: HolidayCalendar(regions: holidays.compactMap(HolidayRegion.init)), zone: zone)
        switch family {
        case .mirakl:
            rules.target = .seconds(48 * 3600)
            rules.cannedCounts = false
            rules.noReply = .stops
        case .kaufland:
            rules.target = .seconds(48 * 3600)
            rules.counting = .workingDays(Counting.mondayToFriday)
            rules.cannedCounts = false
        case .bol, .bol2020:
            rules.counting = .workingDays(Counting.mondayToFriday)
            // bol does not say that these two stop its clock, so they count: the earlier deadline is the safe one.
            rules.holidays.removed = [.easter(-2), .yearly(month: 5, day: 5)]
            rules.early = .seconds(18 * 3600)
            rules.noReply = .local
            rules.goal = RuleSet.Goal(percent: 90, windowDays: 7, unit: .first)
            rules.weeklyLateLimit = 10
            if family == .bol2020 { Self.takeBack(&rules) }
        case .amazon:
            rules.noReply = .local
            rules.goal = RuleSet.Goal(percent: 90, windowDays: 30, unit: .every)
        case .other: break
        }
        return rules
    }

    /// What bol demanded before: eight hours from nine to five.
    private static func takeBack(_ rules: inout RuleSet) {
        rules.target = .seconds(8 * 3600)
        rules.early = nil
        let office = DayWindow(start: 9 * 3600, end: 17 * 3600).map { [$0] } ?? []
        rules.counting = .businessHours(
            Dictionary(uniqueKeysWithValues: Counting.mondayToFriday.map { ($0, office) }))
    }
}
