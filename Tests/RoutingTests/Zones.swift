import Foundation
import Testing

@testable import Routing

/// Time zones for tests: rules written out, so that no test depends on the system's database.
enum Zones {
    static let berlin = zone("Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3", standard: ("CET", 3600))
    static let london = zone("Europe/London", "GMT0BST,M3.5.0/1,M10.5.0", standard: ("GMT", 0))
    static let saoPaulo = zone("America/Sao_Paulo", "<-03>3", standard: ("-03", -10_800))

    /// The zone as the system knows it, or as one of ours.
    static func named(_ name: String) throws -> TimeZoneRules {
        if let data = FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)") {
            return try TimeZoneRules(name: name, tzif: Array(data))
        }
        return try #require([berlin, london, saoPaulo].first { $0.name == name }, "no time zone \(name)")
    }

    /// A TZif file of version 2 without transitions, whose footer says everything.
    static func file(footer: String, standard: (name: String, seconds: Int32)) -> [UInt8] {
        func header(characters: Int) -> [UInt8] {
            let counts: [UInt8] = [0, 0, 0, 0, 1, UInt8(characters)]
            return Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + counts.flatMap { [0, 0, 0, $0] }
        }
        let name = Array(standard.name.utf8) + [0]
        let offset = UInt32(bitPattern: standard.seconds)
        let type = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: offset >> $0) } + [0, 0]
        let block = header(characters: name.count) + type + name
        return block + block + Array("\n\(footer)\n".utf8)
    }

    private static func zone(_ name: String, _ footer: String, standard: (String, Int32)) -> TimeZoneRules {
        (try? TimeZoneRules(name: name, tzif: file(footer: footer, standard: standard))) ?? .utc
    }
}
