import Domain
import Routing

extension Walk {
    func team(_ table: TableReader, agents: [String], tickets: FolderPath, hasSubmission: Bool) -> TeamSettings {
        let lead = table.optional(
            "lead", .placed(.name), default: agents.first.map { Placed(value: $0, place: table.place) })
        if let lead, !agents.isEmpty { checkReference(lead, key: "lead", among: agents, what: "agent") }
        let zone = table.read("timezone", .timeZone(zones), default: zones.rules(named: "Europe/Berlin") ?? .utc)
        let windows = table.read("windows", .windows, default: TeamHours.usual)
        let holidays = HolidayCalendar(
            regions: table.read("holidays", .list(of: .holidayRegion), default: []),
            extra: table.read("holidays_extra", .list(of: .closingDay), default: []),
            removed: table.read("holidays_removed", .list(of: .closingDay), default: []))
        let way = table.read(
            "by", ValueKind<String>.word(of: ["mail", "folder"]), default: hasSubmission ? "mail" : "folder")
        if way == "mail", !hasSubmission {
            report.add(
                "by: mails to people need a section [submission]; or write \"folder\"", at: table.valuePlace(of: "by"))
        }
        let settings = TeamSettings(
            hours: TeamHours(windows: windows, holidays: holidays, zone: zone), lead: lead?.value,
            reminds: table.read("reminders", .flag, default: true),
            forecasts: table.read("forecast", .flag, default: true),
            alerts: table.read("alerts", .flag, default: true), admin: table.optional("admin", .address),
            digest: table.read("digest", .timeOrOff, default: ClockTime("08:00")), submits: way == "mail",
            folder: table.read("folder", .folder, default: tickets.appending(FolderPath(names: "Team"))))
        table.finish()
        return settings
    }
}

extension ValueKind where Value == ClockTime? {
    /// A time of day, or `"off"`.
    static var timeOrOff: Self {
        let kind = ValueKind<ClockTime>.clockTime
        return ValueKind { node throws(Mistake) in
            if case .string("off") = node.value { return nil }
            guard case .string(let text) = node.value, let time = ClockTime(text), time.seconds < 86_400 else {
                throw .expected("a time of day such as \"08:00\", or \"off\"", found: node)
            }
            return time
        } show: { time in
            time.map { kind.show($0) } ?? tomlString("off")
        }
    }
}
