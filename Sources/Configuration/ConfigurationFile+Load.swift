import Glibc

extension ConfigurationFile {
    /// Larger files are no configuration.
    static let largest = 1 << 20

    /// Reads and checks a file together with `conf.d/*.toml` beside it, if there are any.
    public static func load(
        _ path: String, zones: any TimeZoneSource = ZoneInfoDirectory(), faultyRules: FaultyRules = .areMistakes
    ) -> Result<CheckedConfiguration, ConfigurationProblems> {
        var sources: [Source] = []
        var problems: [ConfigurationProblem] = []
        for name in [path] + parts(beside: path) {
            do {
                sources.append(Source(file: name, bytes: try readFile(at: name, limit: largest).bytes))
            } catch {
                problems.append(SourcePlace(file: name, line: 1, column: 1).problem("cannot read it: \(error.reason)"))
            }
        }
        guard problems.isEmpty else { return .failure(ConfigurationProblems(problems: problems)) }
        return check(sources, zones: zones, faultyRules: faultyRules)
    }

    /// Reads a configuration in which the sections that another file names are replaced by that file's: `[[route]]`,
    /// `[[clock]]` and whatever else it holds.
    public static func load(
        _ path: String, replacedBy other: String, zones: any TimeZoneSource = ZoneInfoDirectory()
    ) -> Result<CheckedConfiguration, ConfigurationProblems> {
        var problems: [ConfigurationProblem] = []
        var root: TOMLNode?
        for name in [path] + parts(beside: path) + [other] {
            do {
                let bytes = try readFile(at: name, limit: largest).bytes
                let document = try TOMLDocument(Source(file: name, bytes: bytes))
                if name == other { root?.remove(sectionsOf: document.root) }
                root?.merge(document.root, problems: &problems)
                root = root ?? document.root
            } catch let error as ConfigurationProblem {
                problems.append(error)
            } catch let error as FileError {
                problems.append(SourcePlace(file: name, line: 1, column: 1).problem("cannot read it: \(error.reason)"))
            } catch {
                problems.append(SourcePlace(file: name, line: 1, column: 1).problem("cannot read it: \(error)"))
            }
        }
        guard let root, problems.isEmpty else { return .failure(ConfigurationProblems(problems: problems.sorted())) }
        return check(root, zones: zones, faultyRules: .areMistakes)
    }

    /// The files of `conf.d`, sorted by name; hidden ones are left out.
    private static func parts(beside path: String) -> [String] {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) + "conf.d" } ?? "conf.d"
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".toml"), !name.hasPrefix(".") { names.append("\(directory)/\(name)") }
        }
        return names.sorted()
    }
}
