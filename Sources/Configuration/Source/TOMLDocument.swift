import Domain
import TOMLKit

/// A parsed file as values with places. The only user of the TOML library.
struct TOMLDocument {
    let root: TOMLNode

    /// Throws the first mistake of syntax.
    init(_ source: ConfigurationFile.Source) throws(ConfigurationProblem) {
        let text = SourceText(file: source.file, bytes: source.bytes)
        let start = text.place(at: 0)
        guard source.bytes.count <= ConfigurationFile.largest else {
            throw start.problem(ConfigurationFile.tooLarge)
        }
        if let problem = text.characterProblem() { throw problem }
        let positions = TOMLScanner(source.bytes).scan()
        if let mistake = positions.mistake {
            throw text.place(at: mistake.offset).problem("not valid TOML: expected \(mistake.expected)")
        }
        if let offset = positions.escapedNULs.first {
            throw text.place(at: offset).problem("found an escaped NUL; a configuration is plain text")
        }
        let table: TOMLTable
        do { table = try TOMLTable(string: String(decoding: source.bytes, as: UTF8.self)) } catch let error
            as TOMLParseError
        { throw Self.problem(error, file: source.file) } catch { throw start.problem("\(error)") }
        root = try TOMLConverter(text: text, positions: positions).node(table, at: [], around: start)
    }

    private static func problem(_ error: TOMLParseError, file: String) -> ConfigurationProblem {
        let place = SourcePlace(
            file: file, line: max(error.source.begin.line, 1), column: max(error.source.begin.column, 1))
        let prefix = "Error while parsing "
        let text = error.description
        return place.problem(
            "not valid TOML" + (text.hasPrefix(prefix) ? " in \(text.dropFirst(prefix.count))" : ": \(text)"))
    }
}

/// Joins the library's values with their places in the text.
private struct TOMLConverter {
    /// The configuration has at most half as many levels; deeper text is refused, so that the walk is bounded.
    private static let deepest = 24
    let text: SourceText
    let positions: TOMLPositions

    func node(_ value: any TOMLValueConvertible, at path: TOMLPositions.Path, around: SourcePlace)
        throws(ConfigurationProblem) -> TOMLNode
    {
        let position = positions.positions[path]
        let place = position.map { text.place(at: $0.value) } ?? around
        let keyPlace = position.map { text.place(at: $0.key) } ?? around
        guard path.count <= Self.deepest else { throw place.problem("tables are nested too deeply") }
        return TOMLNode(value: try content(of: value, at: path, around: place), keyPlace: keyPlace, place: place)
    }

    private func content(of value: any TOMLValueConvertible, at path: TOMLPositions.Path, around place: SourcePlace)
        throws(ConfigurationProblem) -> TOMLNode.Value
    {
        if let table = value.table {
            var nodes: [String: TOMLNode] = [:]
            for key in table.keys {
                guard let value = table[key] else { continue }
                nodes[key] = try node(value, at: path + [.key(key)], around: place)
            }
            return .table(nodes)
        }
        if let array = value.array {
            var nodes: [TOMLNode] = []
            for index in 0..<array.count {
                nodes.append(try node(array[index], at: path + [.index(index)], around: place))
            }
            return .list(nodes)
        }
        if let text = value.string { return .string(text) }
        if let number = value.int { return .integer(number) }
        if let flag = value.bool { return .boolean(flag) }
        if let number = value.double { return .decimal(number) }
        if let date = value.date {
            return CivilDate(year: date.year, month: date.month, day: date.day).map { .date($0) } ?? .localTime
        }
        guard let time = value.dateTime, let offset = time.offset,
            let day = CivilDate(year: time.date.year, month: time.date.month, day: time.date.day)
        else { return .localTime }
        let local = Int64(time.time.hour * 3600 + time.time.minute * 60 + time.time.second)
        return .instant(Timestamp(seconds: day.daysSinceEpoch * 86_400 + local - Int64(offset.offset) * 60))
    }
}
