/// Clocks that the bridge knows by name, so that an admin need not write them down.
public struct ClockPreset: Sendable, Hashable {
    public let name: String
    /// IANA name of the zone that ``rules(zone:)`` needs.
    public let zoneName: String
    private let counting: Counting
    private let hours: Int64
    private let holidays: [String]

    /// Nil if there is no such preset.
    public init?(_ name: String) {
        guard let preset = Self.all.first(where: { $0.name == name }) else { return nil }
        self = preset
    }

    /// Every preset. The bare names `kaufland` and `amazon` mean the German storefront.
    public static let all: [ClockPreset] =
        ["mirakl", "conrad"].map { ClockPreset(name: $0, zoneName: "Europe/Berlin", counting: .calendar, hours: 48) }
        + [kaufland("kaufland", "DE")] + storefronts.keys.sorted().map { kaufland("kaufland-\($0.lowercased())", $0) }
        + [amazon("amazon", "Europe/Berlin")]
        + amazonZones.sorted { $0.key < $1.key }.map { amazon("amazon-\($0.key)", $0.value) }
        + [
            ClockPreset(
                name: "bol", zoneName: "Europe/Amsterdam", counting: .workingDays(Counting.mondayToFriday), hours: 24,
                holidays: ["NL", "BE"])
        ]
        + [
            ("allegro", "Europe/Warsaw"), ("backmarket", "Europe/Paris"), ("cdiscount", "Europe/Paris"),
            ("ebay", "Europe/Berlin"), ("octopia", "Europe/Paris"),
        ].map { ClockPreset(name: $0.0, zoneName: $0.1, counting: .calendar, hours: 24) }

    /// Kaufland's storefronts by country.
    private static let storefronts = [
        "DE": "Europe/Berlin", "CZ": "Europe/Prague", "SK": "Europe/Bratislava", "PL": "Europe/Warsaw",
        "AT": "Europe/Vienna", "FR": "Europe/Paris", "IT": "Europe/Rome", "ES": "Europe/Madrid",
        "NL": "Europe/Amsterdam",
    ]

    private static let amazonZones = [
        "be": "Europe/Brussels", "de": "Europe/Berlin", "es": "Europe/Madrid", "fr": "Europe/Paris",
        "ie": "Europe/Dublin", "it": "Europe/Rome", "nl": "Europe/Amsterdam", "pl": "Europe/Warsaw",
        "se": "Europe/Stockholm", "uk": "Europe/London",
    ]

    private init(name: String, zoneName: String, counting: Counting, hours: Int64, holidays: [String] = []) {
        self.name = name
        self.zoneName = zoneName
        self.counting = counting
        self.hours = hours
        self.holidays = holidays
    }

    private static func kaufland(_ name: String, _ country: String) -> ClockPreset {
        ClockPreset(
            name: name, zoneName: storefronts[country] ?? "Europe/Berlin",
            counting: .workingDays(Counting.mondayToFriday), hours: 48, holidays: [country])
    }

    private static func amazon(_ name: String, _ zone: String) -> ClockPreset {
        ClockPreset(name: name, zoneName: zone, counting: .calendar, hours: 24)
    }

    /// The rules, in the zone whose name is ``zoneName``.
    public func rules(zone: TimeZoneRules) -> RuleSet {
        var rules = RuleSet(
            name: name, target: .seconds(hours * 3600), counting: counting,
            holidays: HolidayCalendar(regions: holidays.compactMap(HolidayRegion.init)), zone: zone)
        switch name.prefix(while: { $0 != "-" }) {
        case "mirakl", "conrad":
            rules.cannedCounts = false
            rules.noReply = .stops
        case "kaufland":
            rules.cannedCounts = false
        case "amazon":
            rules.noReply = .local
            rules.goal = RuleSet.Goal(percent: 90, windowDays: 30, unit: .every)
        default:
            // bol does not say that these two stop its clock, so they count: the earlier deadline is the safe one.
            rules.holidays.removed = [.easter(-2), .yearly(month: 5, day: 5)]
            rules.early = .seconds(18 * 3600)
            rules.noReply = .local
            rules.goal = RuleSet.Goal(percent: 90, windowDays: 7, unit: .first)
            rules.weeklyLateLimit = 10
        }
        return rules
    }
}
