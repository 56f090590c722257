/// The public holidays that the bridge knows, as rules. Days that hold only in parts of a region are left out; sellers
/// add them with `holidays_extra`.
enum HolidayTable {
    static let regions: [String: [HolidayRule]] = {
        var regions = countries
        let germany = countries["DE"] ?? []
        for (state, own) in germanStates { regions["DE-\(state)"] = germany + own }
        return regions
    }()

    private static let countries: [String: [HolidayRule]] = [
        "DE": [
            newYear, goodFriday, easterMonday, labourDay, ascension, whitMonday,
            fixed(10, 3, "German Unity Day"), christmas, secondChristmasDay,
        ],
        "NL": [
            newYear, goodFriday, easterSunday, easterMonday,
            HolidayRule(name: "King's Day", day: .notOnSunday(month: 4, day: 27)),
            HolidayRule(name: "Liberation Day", day: .fixed(month: 5, day: 5), every: 5),
            ascension, whitSunday, whitMonday, christmas, secondChristmasDay,
        ],
        "BE": [
            newYear, easterSunday, easterMonday, labourDay, ascension, whitSunday, whitMonday,
            fixed(7, 21, "Belgian National Day"), assumption, allSaints, fixed(11, 11, "Armistice Day"), christmas,
        ],
        "PL": [
            newYear, epiphany, easterSunday, easterMonday, labourDay, fixed(5, 3, "Constitution Day"), whitSunday,
            corpusChristi, assumption, allSaints, fixed(11, 11, "Independence Day"),
            fixed(12, 24, "Christmas Eve", years: 2025...9999), christmas, secondChristmasDay,
        ],
        "FR": [
            newYear, easterMonday, labourDay, fixed(5, 8, "Victory Day"), ascension, whitMonday,
            fixed(7, 14, "National Day"), assumption, allSaints, fixed(11, 11, "Armistice Day"), christmas,
        ],
        "IT": [
            newYear, epiphany, easterSunday, easterMonday, fixed(4, 25, "Liberation Day"), labourDay,
            fixed(6, 2, "Republic Day"), assumption, fixed(10, 4, "Saint Francis of Assisi", years: 2026...9999),
            allSaints, immaculateConception, christmas, secondChristmasDay,
        ],
        "ES": [
            newYear, epiphany, goodFriday, labourDay, assumption, fixed(10, 12, "National Day"), allSaints,
            fixed(12, 6, "Constitution Day"), immaculateConception, christmas,
        ].map { rule in
            var rule = rule
            rule.isDroppedOnSunday = true
            return rule
        },
        "AT": [
            newYear, epiphany, easterMonday, labourDay, ascension, whitMonday, corpusChristi, assumption,
            fixed(10, 26, "National Day"), allSaints, immaculateConception, christmas, secondChristmasDay,
        ],
        "CZ": [
            newYear, goodFriday, easterMonday, labourDay, fixed(5, 8, "Victory Day"),
            fixed(7, 5, "Saints Cyril and Methodius"), fixed(7, 6, "Jan Hus Day"), fixed(9, 28, "Statehood Day"),
            fixed(10, 28, "Independence Day"), fixed(11, 17, "Freedom and Democracy Day"), christmasEve, christmas,
            secondChristmasDay,
        ],
        "SK": [
            newYear, epiphany, goodFriday, easterMonday, labourDay, fixed(5, 8, "Victory Day", except: [2026]),
            fixed(7, 5, "Saints Cyril and Methodius"), fixed(8, 29, "National Uprising Day"),
            fixed(9, 15, "Our Lady of Sorrows", except: [2026]), allSaints,
            fixed(11, 17, "Freedom and Democracy Day", years: 1...2024), christmasEve, christmas, secondChristmasDay,
        ],
    ]

    /// What a German state has beside the national days.
    private static let germanStates: [String: [HolidayRule]] = [
        "BW": [epiphany, corpusChristi, allSaints],
        "BY": [epiphany, corpusChristi, allSaints],
        "BE": [
            womensDay, fixed(5, 8, "80 years since the end of the war", years: 2025...2025),
            fixed(6, 17, "75 years since the uprising of 1953", years: 2028...2028),
        ],
        "BB": [easterSunday, whitSunday, reformationDay],
        "HB": [reformationDay],
        "HH": [reformationDay],
        "HE": [corpusChristi],
        "MV": [womensDay, reformationDay],
        "NI": [reformationDay],
        "NW": [corpusChristi, allSaints],
        "RP": [corpusChristi, allSaints],
        "SH": [reformationDay],
        "SL": [corpusChristi, assumption, allSaints],
        "SN": [
            reformationDay,
            HolidayRule(name: "Day of Repentance and Prayer", day: .wednesdayBefore(month: 11, day: 23)),
        ],
        "ST": [epiphany, reformationDay],
        "TH": [fixed(9, 20, "Children's Day"), reformationDay],
    ]

    private static let newYear = fixed(1, 1, "New Year's Day")
    private static let epiphany = fixed(1, 6, "Epiphany")
    private static let womensDay = fixed(3, 8, "Women's Day")
    private static let goodFriday = easter(-2, "Good Friday")
    private static let easterSunday = easter(0, "Easter Sunday")
    private static let easterMonday = easter(1, "Easter Monday")
    private static let labourDay = fixed(5, 1, "Labour Day")
    private static let ascension = easter(39, "Ascension Day")
    private static let whitSunday = easter(49, "Whit Sunday")
    private static let whitMonday = easter(50, "Whit Monday")
    private static let corpusChristi = easter(60, "Corpus Christi")
    private static let assumption = fixed(8, 15, "Assumption Day")
    private static let reformationDay = fixed(10, 31, "Reformation Day")
    private static let allSaints = fixed(11, 1, "All Saints' Day")
    private static let immaculateConception = fixed(12, 8, "Immaculate Conception")
    private static let christmasEve = fixed(12, 24, "Christmas Eve")
    private static let christmas = fixed(12, 25, "Christmas Day")
    private static let secondChristmasDay = fixed(12, 26, "Second Day of Christmas")

    private static func fixed(
        _ month: Int, _ day: Int, _ name: String, years: ClosedRange<Int> = 1...9999, except: Set<Int> = []
    ) -> HolidayRule {
        HolidayRule(name: name, day: .fixed(month: month, day: day), years: years, exceptYears: except)
    }

    private static func easter(_ days: Int, _ name: String) -> HolidayRule {
        HolidayRule(name: name, day: .easter(days))
    }
}
