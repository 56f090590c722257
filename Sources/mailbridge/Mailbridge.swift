import ArgumentParser
import Glibc

@main
struct Mailbridge: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "mailbridge",
        abstract: "Buyers' questions from marketplaces into the agents' mail client, and the answers back.",
        discussion: """
            Try it without any configuration: mailbridge demo. Configuration: see config.example.toml and \
            mailbridge.toml(5). Exit codes are those of sysexits.h: 0 ok, 1 finding, 64 usage, 65 bad data, \
            69 unavailable, 70 internal, 73 cannot create, 74 output, 75 temporary, 77 permission, 78 configuration.
            """,
        version: version,
        subcommands: [
            ServeCommand.self, InitCommand.self, CheckConfigCommand.self, ShowConfigCommand.self, DoctorCommand.self,
            DemoCommand.self,
            SandboxCommand.self, FetchCommand.self, DeliverCommand.self, MessageCommand.self, ExplainCommand.self,
            ReplayCommand.self, ClockCommand.self,
            TicketCommand.self, QueueCommand.self, QuarantineCommand.self, ReportCommand.self, SLACommand.self,
            AuditCommand.self, JournalCommand.self, EraseCommand.self, ExportCommand.self, BackupCommand.self,
            VersionCommand.self, ManualCommand.self,
        ])

    static func main() async {
        CoreDump.forbid()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let status = exitCode(for: error)
            if status.isSuccess { exit(withError: error) }
            // Repeats words of the command line, which may be names of files that somebody else chose.
            let text = fullMessage(for: error)
            // A wrong word on the MTA's command line must not cost a mail: whatever is not said otherwise is worth another try.
            if CommandLine.arguments.dropFirst().first == DeliverCommand.configuration.commandName,
                status == .validationFailure
            {
                complain(text)
                exit(withError: ExitStatus.temporary)
            }
            if !text.isEmpty { write(text + "\n", to: STDERR_FILENO) }
            exit(withError: status)
        }
    }
}
