import ArgumentParser
import Domain
import FoundationEssentials
import Glibc
import Marketplaces

/// Writes the pages of the manual for the commands; `make install` calls it.
struct ManualCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Write a manual page for each command into a directory.",
        shouldDisplay: false)

    @Argument(help: "An existing directory.") var directory: String

    func run() async throws {
        try await reportingErrors {
            let tool = try JSONDecoder().decode(ToolDescription.self, from: Data(Mailbridge._dumpHelp().utf8))
            for command in tool.command.shownCommands {
                let page = ManualPage(program: tool.command.commandName, command: command, date: Self.date)
                try write(page.text, to: "\(directory)/\(page.name).1")
            }
        }
    }

    private func write(_ text: String, to path: String) throws(OutputError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OutputError(fault: path) }
        defer { close(descriptor) }
        try mailbridge.write(Array(text.utf8), to: descriptor, named: path)
    }

    /// Today; where packages are made, the time of their sources.
    private static var date: String {
        let source = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Int64.init)
        let date = CivilDate(daysSinceEpoch: (source ?? systemTime().seconds) / 86_400)
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return "\(months[date.month - 1]) \(date.day), \(date.year)"
    }
}
