import Domain

extension NotificationFacts {
    /// The different order numbers of the best place that has any, in order of appearance.
    var orders: (place: Place, numbers: [OrderNumber])? {
        let all = all(.order)
        guard let place = all.map(\.place).min() else { return nil }
        var numbers: [OrderNumber] = []
        for value in all where value.place == place {
            let number = OrderNumber(value.text)
            if !numbers.contains(number) { numbers.append(number) }
        }
        return (place, numbers)
    }

    var amount: Money? {
        guard let amount = first(.amount), let currency = first(.currency) else { return nil }
        return Money(written: amount, currency: currency)
    }

    var deadline: Recognition.Deadline? {
        if let text = first(.deadline) { return instant(of: text).map(Recognition.Deadline.at) }
        if let day = number(.day), let month = number(.month), let year = number(.year) {
            return instant(year: year, month: month, day: day, hour: number(.hour), minute: number(.minute))
                .map(Recognition.Deadline.at)
        }
        return number(.days).flatMap { (0...366).contains($0) ? .within(days: $0) : nil }
    }

    /// The first link that says "no answer needed": only over TLS, and only one that leads to the marketplace.
    func noReplyLink(_ account: NotificationAccount) -> String? {
        for value in all(.noReply) where value.place == .link {
            guard let link = WebLink(value.whole), link.scheme == "https", let host = DomainName(link.host) else {
                continue
            }
            if host.isWithin(account.domains) || SenderDomains.isPortal(link, account.kind, url: account.url) {
                return link.text
            }
        }
        return nil
    }

    private func number(_ capture: NotificationCapture) -> Int? {
        first(capture).flatMap { $0.utf8.count <= 4 ? Int($0) : nil }
    }

    /// `2026-12-31`, `2026-12-31T14:30:00Z`, `31.12.2026`, `31/12/2026 14:30`
    private func instant(of text: String) -> Timestamp? {
        if text.contains(where: { $0 == "Z" || $0 == "T" }), let instant = Timestamp(iso8601: text) { return instant }
        let parts = text.split(whereSeparator: { !$0.isASCIIDigit }).prefix(6).map {
            $0.utf8.count <= 4 ? Int($0) ?? -1 : -1
        }
        guard parts.count == 3 || parts.count >= 5 else { return nil }
        let isYearFirst = parts[0] > 31
        return instant(
            year: isYearFirst ? parts[0] : parts[2], month: parts[1], day: isYearFirst ? parts[2] : parts[0],
            hour: parts.count > 3 ? parts[3] : nil, minute: parts.count > 3 ? parts[4] : nil)
    }

    /// A day without time lasts until its end.
    private func instant(year: Int, month: Int, day: Int, hour: Int?, minute: Int?) -> Timestamp? {
        let (hour, minute) = hour.map { ($0, minute ?? 0) } ?? (23, 59)
        guard (2000...2200).contains(year), (0...24).contains(hour), (0...59).contains(minute),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        return Timestamp(seconds: clock.instant(date.daysSinceEpoch * 86_400 + Int64(hour * 3600 + minute * 60)))
    }
}

extension Money {
    /// An amount as people write it: `1.234,50`, `1,234.50`, `1 234,50`, `12`; with a currency's code or sign. The last
    /// separator with two digits behind it is that of the cents.
    init?(written text: String, currency: String) {
        guard let code = Self.code(of: currency), text.utf8.count <= 24 else { return nil }
        let groups = text.split(whereSeparator: { !$0.isASCIIDigit })
        let hasCents = groups.count > 1 && groups.last?.utf8.count == 2
        let major = groups.dropLast(hasCents ? 1 : 0).joined()
        guard !major.isEmpty, major.utf8.count <= 15, let whole = Int64(major) else { return nil }
        let cents = hasCents ? groups.last.flatMap { Int64($0) } ?? 0 : 0
        self.init(minorUnits: whole * 100 + cents, currency: code)
    }

    private static func code(of currency: String) -> String? {
        let name = currency.trimmed
        if let code = signs[name.lowercased()] { return code }
        return name.utf8.count == 3 && name.allSatisfy(\.isASCIILetter) ? name.uppercased() : nil
    }

    private static let signs = [
        "€": "EUR", "£": "GBP", "$": "USD", "zł": "PLN", "kč": "CZK", "kr": "SEK", "ft": "HUF", "₺": "TRY",
        "lei": "RON",
    ]
}
