public import Routing

/// The system's time zone database, a directory of TZif files as Debian's package `tzdata` installs it.
public struct ZoneInfoDirectory: TimeZoneSource {
    public var path: String

    public init(path: String = "/usr/share/zoneinfo") { self.path = path }

    public func rules(named name: String) -> TimeZoneRules? {
        // A name must not lead out of the directory; real ones have letters, digits, `_`, `-`, `+` and single slashes.
        let levels = name.split(separator: "/", omittingEmptySubsequences: false)
        let isName = levels.allSatisfy { level in
            !level.isEmpty && level.utf8.allSatisfy { Self.isNameByte($0) }
        }
        guard isName, let bytes = try? readFile(at: "\(path)/\(name)", limit: 1 << 20).bytes else { return nil }
        return try? TimeZoneRules(name: name, tzif: bytes)
    }

    public var names: [String] {
        guard let bytes = try? readFile(at: "\(path)/zone1970.tab", limit: 1 << 20).bytes else { return [] }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
        return lines.compactMap { line in
            let columns = line.split(separator: "\t")
            return columns.count > 2 ? String(columns[2]) : nil
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x5F: true
        default: false
        }
    }
}
