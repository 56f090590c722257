import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// The manual pages of the commands say what the command line says.
@Suite("manual pages", .serialized, .enabled(if: Program.isBuilt))
struct ManualTests {
    private struct Tool: Decodable {
        struct Command: Decodable {
            var commandName: String
            var shouldDisplay: Bool?
            var subcommands: [Command]?
            var arguments: [Argument]?

            var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
            var names: [String] { (arguments ?? []).flatMap { $0.names ?? [] }.map(\.name) }
        }
        struct Argument: Decodable {
            var names: [Name]?
        }
        struct Name: Decodable {
            var name: String
        }
        var command: Command
    }

    private static let overview = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../dist/man/mailbridge.1"
    ).path

    private func commands(in directory: TemporaryDirectory) async throws -> [Tool.Command] {
        let dump = try await mailbridge(["--experimental-dump-help"], in: directory)
        let tool = try JSONDecoder().decode(Tool.self, from: Data(dump.output.utf8))
        return (tool.command.subcommands ?? []).filter { $0.commandName != "help" && $0.shouldDisplay != false }
    }

    @Test("there is one for each command, with all of its options, that groff has nothing to say against")
    func pages() async throws {
        let directory = try TemporaryDirectory()
        let result = try await mailbridge(["manual", directory.path], in: directory)
        #expect(result.status == 0, "\(result)")
        let commands = try await commands(in: directory)
        #expect(commands.count > 20)
        for command in commands {
            let path = "\(directory.path)/mailbridge-\(command.commandName).1"
            let page = readText(path)
            #expect(page.contains(".Nm mailbridge-\(command.commandName)\n"), "\(command.commandName)")
            for part in command.all {
                #expect(page.contains(part.commandName))
                for name in part.names where !["h", "help", "version"].contains(name) {
                    let flag = name.count == 1 ? "Fl \(name)" : "Fl -\(name)"
                    #expect(page.contains(flag), "\(command.commandName) \(part.commandName): \(name)")
                }
            }
        }
        guard access("/usr/bin/groff", X_OK) == 0 else {
            return print("SKIPPED: the look of the manual pages needs groff (Debian: package groff-base)")
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) where name.hasSuffix(".1") {
            let shown = try await run(
                "/usr/bin/groff", ["-mdoc", "-Tutf8", "-ww", "\(directory.path)/\(name)"], in: directory)
            #expect(shown.status == 0 && shown.errors.isEmpty, "\(name): \(shown.errors)")
        }
    }

    @Test("the overview names all of them, and no option that there is not")
    func overview() async throws {
        let directory = try TemporaryDirectory()
        let commands = try await commands(in: directory)
        let overview = readText(Self.overview)
        for command in commands { #expect(overview.contains(".Xr mailbridge-\(command.commandName) 1")) }
        let known = Set(commands.flatMap(\.all).flatMap(\.names))
        let named = overview.matches(of: /Fl -([a-z-]+)/).map { String($0.1) }
        #expect(named.count > 50)
        for name in named {
            // `-fetch` stands for a group of options.
            #expect(known.contains(name) || name == "fetch", "--\(name)")
        }
    }
}
