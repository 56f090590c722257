/// ISO 3166-1 with two capitals, of a code with two or three letters; nil for anything else, as for a country's name.
func countryCode(_ code: String?) -> String? {
    guard let code = code?.uppercased(), code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
    return code.utf8.count == 2 ? code : longCodes[code]
}

/// The countries that European marketplaces deliver to (ISO 3166-1 alpha-3).
private let longCodes: [String: String] = [
    "AUT": "AT", "BEL": "BE", "BGR": "BG", "CHE": "CH", "CYP": "CY", "CZE": "CZ", "DEU": "DE", "DNK": "DK", "ESP": "ES",
    "EST": "EE", "FIN": "FI", "FRA": "FR", "GBR": "GB", "GRC": "GR", "HRV": "HR", "HUN": "HU", "IRL": "IE", "ISL": "IS",
    "ITA": "IT", "LIE": "LI", "LTU": "LT", "LUX": "LU", "LVA": "LV", "MCO": "MC", "MLT": "MT", "NLD": "NL", "NOR": "NO",
    "POL": "PL", "PRT": "PT", "ROU": "RO", "SVK": "SK", "SVN": "SI", "SWE": "SE", "TUR": "TR", "USA": "US",
]
