import Domain
import Marketplaces
import Routing

/// What routes may refer to.
struct RouteReferences {
    var marketplaces: [MarketplaceName]
    /// Where each agent answers; nil = everywhere.
    var agents: [String: Set<MarketplaceName>?]
    var templates: [String]
    /// Parent of the routes' folders.
    var parent: FolderPath
    var hasSubmission: Bool
    /// Of times of day, where a condition names none.
    var zone: TimeZoneRules
    var match: Router.Match

    var agentNames: [String] { agents.keys.sorted() }
}

extension Walk {
    /// `[routing]`
    func routing(_ table: TableReader) -> (match: Router.Match, zone: TimeZoneRules) {
        let match = table.read("match", .word, default: Router.Match.first)
        let usual = zones.rules(named: "Europe/Berlin") ?? .utc
        let zone = table.read("timezone", .timeZone(zones), default: usual)
        table.finish()
        return (match, zone)
    }

    /// - Returns: the routes, and the clocks that they name
    func routes(_ tables: [TableReader], _ references: RouteReferences) -> (routes: [Route], clocks: [Placed<String>]) {
        var routes: [Route] = []
        var names: [(String, SourcePlace)] = []
        var clocks: [Placed<String>] = []
        var catchAll: String?
        for table in tables {
            let reader = RouteReader(table, references, zones: zones, walk: self)
            let route = reader.read()
            clocks += reader.clock.map { [$0] } ?? []
            if let catchAll {
                report.add(
                    "this route is never reached, because \"\(catchAll)\" above it takes everything", at: table.place)
            }
            guard let route else { continue }
            names.append((route.name, table.valuePlace(of: "name")))
            if reader.takesEverything, references.match == .first { catchAll = catchAll ?? route.name }
            routes.append(route)
        }
        checkUnique(names, what: "route")
        return (routes, clocks)
    }
}
