import Domain

/// One value of a configuration with its place.
struct TOMLNode: Sendable {
    enum Value: Sendable {
        case string(String)
        case integer(Int)
        case decimal(Double)
        case boolean(Bool)
        case date(CivilDate)
        /// With an offset from UTC.
        case instant(Timestamp)
        /// A date-time or time of day that names no instant.
        case localTime
        case list([TOMLNode])
        case table([String: TOMLNode])
    }

    var value: Value
    /// Of the key, or of the value where it has none.
    var keyPlace: SourcePlace
    var place: SourcePlace

    /// What was found, for messages: `the integer 5`, `a table`. Long text is cut.
    var description: String {
        switch value {
        case .string(let text): text.count > 60 ? tomlString(String(text.prefix(60)) + "…") : tomlString(text)
        case .integer(let number): "the number \(number)"
        case .decimal(let number): "the number \(number)"
        case .boolean(let flag): "\(flag)"
        case .date(let date): "the date \(date)"
        case .instant: "a date with time"
        case .localTime: "a time without offset"
        case .list(let elements): elements.isEmpty ? "an empty list" : "a list"
        case .table: "a table"
        }
    }
}
