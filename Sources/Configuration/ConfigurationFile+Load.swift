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
        let parts = parts(beside: path, problems: &problems)
        for name in [path] + parts {
            do { sources.append(try source(name)) } catch { problems.append(error) }
        }
        guard problems.isEmpty else { return .failure(ConfigurationProblems(problems: problems.sorted())) }
        return check(sources, zones: zones, faultyRules: faultyRules)
    }

    /// Reads a configuration in which the sections that another file names are replaced by that file's: `[[route]]`,
    /// `[[clock]]` and whatever else it holds.
    public static func load(
        _ path: String, replacedBy other: String, zones: any TimeZoneSource = ZoneInfoDirectory()
    ) -> Result<CheckedConfiguration, ConfigurationProblems> {
        var problems: [ConfigurationProblem] = []
        var root: TOMLNode?
        let parts = parts(beside: path, problems: &problems)
        for name in [path] + parts + [other] {
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

    /// The files of `conf.d`, sorted by name; hidden ones are left out. Only where there is no such directory there are none:
    /// a service without the half of its configuration that it may not read would do what nobody wants.
    private static func parts(beside path: String, problems: inout [ConfigurationProblem]) -> [String] {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) + "conf.d" } ?? "conf.d"
        func refuse(_ fault: Int32) -> [String] {
            let start = SourcePlace(file: directory, line: 1, column: 1)
            problems.append(start.problem("cannot read it: \(String(cString: strerror(fault)))"))
            return []
        }
        guard let stream = opendir(directory) else { return errno == ENOENT ? [] : refuse(errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            // The only way to tell the end from a fault.
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { return refuse(errno) }
                break
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".toml"), !name.hasPrefix(".") { names.append("\(directory)/\(name)") }
        }
        return names.sorted()
    }
}
