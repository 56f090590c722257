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
            throw text.place(at: mistake.offset).problem(mistake.message)
        }
        if let offset = positions.escapedNULs.first {
            throw text.place(at: offset).problem("found an escaped NUL; a configuration is plain text")
        }
        let table: TOMLTable
        do { table = try TOMLTable(string: String(decoding: source.bytes, as: UTF8.self)) } catch let error
            as TOMLParseError
        { throw Self.problem(error, file: source.file) } catch { throw start.problem("\(error)") }
        root = try TOMLConverter(text: text, positions: positions).node(
            table, at: TOMLPositions.root, depth: 0, around: start)
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
    let text: SourceText
    let positions: TOMLPositions

    /// - Parameter at: where it was found in the text; nil if it was not
    func node(_ value: any TOMLValueConvertible, at known: TOMLPositions.Node?, depth: Int, around: SourcePlace)
        throws(ConfigurationProblem) -> TOMLNode
    {
        let position = known.flatMap { positions[$0] }
        let place = position.map { text.place(at: $0.value) } ?? around
        let keyPlace = position.map { text.place(at: $0.key) } ?? around
        guard depth <= TOMLPositions.deepest else { throw place.problem(TOMLPositions.tooDeep) }
        let content = try content(of: value, at: known, depth: depth, around: place)
        return TOMLNode(value: content, keyPlace: keyPlace, place: place)
    }

    private func content(
        of value: any TOMLValueConvertible, at known: TOMLPositions.Node?, depth: Int, around place: SourcePlace
    ) throws(ConfigurationProblem) -> TOMLNode.Value {
        func inner(_ value: any TOMLValueConvertible, _ step: TOMLPositions.Step) throws(ConfigurationProblem)
            -> TOMLNode
        {
            try node(value, at: known.flatMap { positions.node(step, below: $0) }, depth: depth + 1, around: place)
        }
        if let table = value.table {
            var nodes: [String: TOMLNode] = [:]
            for key in table.keys {
                guard let value = table[key] else { continue }
                nodes[key] = try inner(value, .key(key))
            }
            return .table(nodes)
        }
        if let array = value.array {
            var nodes: [TOMLNode] = []
            for index in 0..<array.count {
                nodes.append(try inner(array[index], .index(index)))
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
