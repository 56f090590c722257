import Glibc

extension ConfigurationFile {
    /// Of one file, in bytes.
    static let largest = 1 << 20
    /// What is said of a larger one.
    static let tooLarge = "one file may have 1 MiB at most; spread its sections over several files conf.d/*.toml"

    /// Reads and checks a file together with `conf.d/*.toml` beside it, if there are any.
    public static func load(
        _ path: String, zones: any TimeZoneSource = ZoneInfoDirectory(), faultyRules: FaultyRules = .areMistakes
    ) -> Result<CheckedConfiguration, ConfigurationProblems> {
        var sources: [Source] = []
        var problems: [ConfigurationProblem] = []
        for name in [path] + parts(beside: path) {
            do { sources.append(try source(name)) } catch { problems.append(error) }
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
            do throws(ConfigurationProblem) {
                let document = try TOMLDocument(try source(name))
                if name == other { root?.remove(sectionsOf: document.root) }
                root?.merge(document.root, problems: &problems)
                root = root ?? document.root
            } catch {
                problems.append(error)
            }
        }
        guard let root, problems.isEmpty else { return .failure(ConfigurationProblems(problems: problems.sorted())) }
        return check(root, zones: zones, faultyRules: .areMistakes)
    }

    private static func source(_ name: String) throws(ConfigurationProblem) -> Source {
        do {
            return Source(file: name, bytes: try readFile(at: name, limit: largest).bytes)
        } catch {
            let start = SourcePlace(file: name, line: 1, column: 1)
            throw start.problem(error.isTooLarge ? tooLarge : "cannot read it: \(error.reason)")
        }
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
