/// Turns TOML into checked values. Reads no file itself.
public enum ConfigurationFile {
    /// One file of a configuration.
    public struct Source: Sendable {
        /// The name to show in messages.
        public var file: String
        public var bytes: [UInt8]

        public init(file: String, bytes: [UInt8]) {
            self.file = file
            self.bytes = bytes
        }
    }

    /// What becomes of a rule of recognition whose pattern is none.
    public enum FaultyRules: Sendable {
        /// It is a mistake like any other.
        case areMistakes
        /// It is left out and named in ``Configuration/faultyRules``.
        case areLeftOut
    }

    /// Checks a configuration that is one text.
    public static func check(
        text: String, file: String, zones: any TimeZoneSource = ZoneInfoDirectory(),
        faultyRules: FaultyRules = .areMistakes
    ) -> Result<CheckedConfiguration, ConfigurationProblems> {
        check([Source(file: file, bytes: Array(text.utf8))], zones: zones, faultyRules: faultyRules)
    }

    /// Checks a configuration that is spread over files: the main one first, then those of `conf.d` in order of name.
    /// Lists such as `[[marketplace]]` add up; a key of a section may stand in one file only.
    public static func check(
        _ sources: [Source], zones: any TimeZoneSource = ZoneInfoDirectory(), faultyRules: FaultyRules = .areMistakes
    ) -> Result<CheckedConfiguration, ConfigurationProblems> {
        var problems: [ConfigurationProblem] = []
        var root: TOMLNode?
        for source in sources {
            do {
                let document = try TOMLDocument(source)
                root?.merge(document.root, problems: &problems)
                root = root ?? document.root
            } catch {
                problems.append(error)
            }
        }
        guard let root, problems.isEmpty else { return .failure(ConfigurationProblems(problems: problems.sorted())) }
        return check(root, zones: zones, faultyRules: faultyRules)
    }

    static func check(
        _ root: TOMLNode, zones: any TimeZoneSource, faultyRules: FaultyRules
    ) -> Result<CheckedConfiguration, ConfigurationProblems> {
        let walk = Walk(root, zones: zones)
        let configuration = walk.run()
        let faults = faultyRules == .areMistakes || configuration == nil ? walk.report.faultyPatterns : []
        guard let configuration, faults.isEmpty else {
            return .failure(ConfigurationProblems(problems: (walk.report.problems + faults).sorted()))
        }
        return .success(CheckedConfiguration(offline: configuration, shown: walk.report.shown, slots: walk.slots))
    }
}
