import Glibc
import TestSupport

/// A real Thunderbird on a screen of its own (Xvfb), with one account on a private Dovecot. It ends with this object, and also
/// when the test process dies.
final class Thunderbird: Sendable {
    /// How a reply is written.
    struct Style: Sendable, CustomStringConvertible {
        var isHTML: Bool
        var shape: Shape

        enum Shape: String, Sendable { case top, bottom, below }

        var description: String { "\(isHTML ? "HTML" : "plain text"), \(shape)" }
    }

    private let directory: TemporaryDirectory
    private let process: ChildProcess
    private let marionette: Marionette

    /// False, with one printed line that says why, where it is not installed.
    static let isAvailable: Bool = {
        let missing = ["thunderbird", "Xvfb"].filter { find(command: $0) == nil }
        if !missing.isEmpty {
            print("SKIPPED: tests with Thunderbird need \(missing.joined(separator: ", ")) (Debian: make deps)")
        }
        return missing.isEmpty
    }()

    private init(directory: TemporaryDirectory, process: ChildProcess, marionette: Marionette) {
        self.directory = directory
        self.process = process
        self.marionette = marionette
    }

    deinit { marionette.close() }

    /// Starts it and sets up the account of an agent who reads the shop's mailbox and writes as `writer`.
    static func start(at shop: Shop, writer: String, signature: String) async throws -> Thunderbird {
        let directory = try TemporaryDirectory()
        for name in ["home", "profile"] { mkdir("\(directory.path)/\(name)", 0o700) }
        let ports = try ReservedPorts(1)
        try directory.write(settings(marionettePort: ports[0]), to: "profile/user.js")
        let log = "\(directory.path)/console.log"
        let process = try ChildProcess("sh", ["-c", script, "sh", directory.path], log: log)
        var connected: Marionette?
        try await eventually("Thunderbird listens", within: .seconds(40), every: .milliseconds(100)) {
            guard !process.hasEnded else { throw SupportError("Thunderbird ended:\n\(readText(log))") }
            connected = try? await Marionette.connect(port: ports[0])
            return connected != nil
        }
        guard let connected else { throw SupportError("Thunderbird does not listen:\n\(readText(log))") }
        let client = Thunderbird(directory: directory, process: process, marionette: connected)
        try await connected.run(
            ThunderbirdScripts.account,
            [
                "reader": Shop.mailboxUser, "writer": writer, "password": Shop.password, "signature": signature,
                "imapPort": "\(shop.dovecot.imapPort)", "submissionPort": "\(shop.dovecot.submissionPort)",
            ])
        return client
    }

    /// Opens the mail in its folder, presses Reply, writes, and sends; returns what stood in the window when it has closed.
    ///
    /// - Parameters:
    ///   - line: For ``Style/Shape/below``: words of the quoted line below which the answer stands.
    ///   - file: Path of what is attached.
    func reply(
        to messageID: String, in folder: String, _ text: String, _ style: Style, line: String = "", file: String? = nil
    ) async throws -> String {
        try await marionette.run(
            ThunderbirdScripts.reply,
            [
                "messageID": messageID, "folder": folder, "text": text, "html": style.isHTML ? "yes" : "",
                "shape": style.shape.rawValue, "line": line, "file": file ?? "",
            ])
    }

    /// The shell outlives the test process, by one read, so that it can clean up behind it.
    private static let script = """
        directory=$1
        exec 3>"$directory/display"
        Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp -noreset </dev/null &
        screen=$!
        exec 3>&-
        while [ ! -s "$directory/display" ]; do kill -0 $screen || exit 1; sleep 0.05; done
        export DISPLAY=":$(cat "$directory/display")" HOME="$directory/home" LANG=C.UTF-8
        thunderbird --marionette -remote-allow-system-access --no-remote --profile "$directory/profile" </dev/null &
        client=$!
        while read -r _; do :; done
        kill $client 2>/dev/null
        wait $client
        kill $screen
        wait $screen
        """

    /// Nothing of a first start, and nothing that reaches beyond this machine.
    private static func settings(marionettePort: UInt16) -> String {
        """
        user_pref("marionette.port", \(marionettePort));
        user_pref("mail.provider.suppress_dialog_on_startup", true);
        user_pref("mail.shell.checkDefaultClient", false);
        user_pref("mailnews.start_page.enabled", false);
        user_pref("mailnews.start_page_override.mstone", "ignore");
        user_pref("mail.rights.version", 1);
        user_pref("app.donation.eoy.version.viewed", 999);
        user_pref("app.update.enabled", false);
        user_pref("extensions.update.enabled", false);
        user_pref("datareporting.policy.dataSubmissionEnabled", false);
        user_pref("datareporting.policy.dataSubmissionPolicyBypassNotification", true);
        user_pref("network.proxy.type", 0);
        user_pref("network.captive-portal-service.enabled", false);
        user_pref("network.connectivity-service.enabled", false);
        user_pref("services.settings.server", "http://127.0.0.1:9/");
        user_pref("mail.biff.show_alert", false);
        user_pref("mail.SpellCheckBeforeSend", false);
        user_pref("mail.compose.attachment_reminder", false);
        user_pref("mailnews.sendInBackground", false);

        """
    }
}
