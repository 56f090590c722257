import Configuration
import Foundation
import Routing
import Testing

@Suite("Loading files")
struct LoadingTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "mailbridge-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "conf.d"), withIntermediateDirectories: true)
    }

    private func write(_ text: String, to name: String) throws -> String {
        let url = folder.appending(path: name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    @Test("conf.d is read in order of name, hidden and other files are not")
    func parts() throws {
        let path = try write(Broken.minimalText, to: "config.toml")
        for (name, agent) in [("20-b", "bert"), ("10-a", "carla"), (".hidden", "dora")] {
            _ = try write(
                "[[agent]]\nname = \"\(agent)\"\naddress = \"\(agent)@example.com\"\n", to: "conf.d/\(name).toml")
        }
        _ = try write("no configuration", to: "conf.d/README")
        #expect(try ConfigurationFile.load(path).get().offline.agents.map(\.name) == ["anna", "carla", "bert"])
    }

    @Test("10,000 routes do not fit into one file, which is said with the cure, and fit into several of conf.d")
    func largeConfiguration() throws {
        let routes = (0..<10_000).map { number in
            """
            [[route]]
            name = "route-\(number)"
            when = { marketplace = "conrad", text = ["a phrase number \(number) that buyers write", "and another one"] }
            tags = ["tag-\(number)"]


            """
        }
        let path = try write(Broken.minimalText + routes.joined(), to: "config.toml")
        guard case .failure(let problems) = ConfigurationFile.load(path) else {
            Issue.record("accepted")
            return
        }
        #expect(
            problems.description
                == "\(path):1:1: error: one file may have 1 MiB at most; spread its sections over several files conf.d/*.toml"
        )
        _ = try write(Broken.minimalText, to: "config.toml")
        for part in 0..<4 {
            _ = try write(routes[part * 2500..<(part + 1) * 2500].joined(), to: "conf.d/routes-\(part).toml")
        }
        #expect(try ConfigurationFile.load(path).get().offline.router.routes.count == 10_000)
    }

    @Test("a mistake in conf.d names that file")
    func mistake() throws {
        let path = try write(Broken.minimalText, to: "config.toml")
        let part = try write("[log]\nlevel = \"loud\"\n", to: "conf.d/log.toml")
        guard case .failure(let problems) = ConfigurationFile.load(path) else {
            Issue.record("accepted")
            return
        }
        #expect(problems.description.hasPrefix("\(part):2:9: error: level: expected"))
    }

    @Test("a conf.d that cannot be opened is a mistake that names it; only one that is not there counts as empty")
    func unreadableParts() throws {
        let path = try write(Broken.minimalText, to: "config.toml")
        let parts = folder.appending(path: "conf.d").path
        try FileManager.default.removeItem(atPath: parts)
        #expect(throws: Never.self) { try ConfigurationFile.load(path).get() }
        for (make, reason) in [
            ({ _ = try write("", to: "conf.d") }, "Not a directory"),
            (
                { try FileManager.default.createSymbolicLink(atPath: parts, withDestinationPath: parts) },
                "Too many levels of symbolic links"
            ),
        ] {
            try make()
            for result in [ConfigurationFile.load(path), ConfigurationFile.load(path, replacedBy: path)] {
                guard case .failure(let problems) = result else {
                    Issue.record("accepted")
                    return
                }
                #expect(problems.description == "\(parts):1:1: error: cannot read it: \(reason)")
            }
            try FileManager.default.removeItem(atPath: parts)
        }
    }

    @Test("a file that is not there, or is a folder, is named with the system's reason")
    func missing() {
        for (path, reason) in [(folder.path + "/none.toml", "No such file"), (folder.path, "not a regular file")] {
            guard case .failure(let problems) = ConfigurationFile.load(path) else {
                Issue.record("accepted \(path)")
                return
            }
            #expect(problems.description.hasPrefix("\(path):1:1: error: cannot read it: \(reason)"))
        }
    }

    @Test("files of Windows editors are read: byte order mark, CR LF", arguments: ["", "\u{FEFF}"])
    func windows(mark: String) {
        let text = mark + Broken.minimalText.replacing("\n", with: "\r\n")
        #expect(text.problems().isEmpty)
        let broken = text.replacing("grace", with: "grce")
        #expect(broken.problems().first?.hasPrefix("config.toml:2:1: error: unknown key \"grce\"") ?? false)
    }
}
