import Domain
import TestSupport
import Testing
import Transport

@testable import IMAPClient

/// Several folders of one account.
@Suite(.timeLimit(.minutes(2)))
struct MailboxWatcherTests {
    private static let folders: [MailboxName] = [.inbox, "Retouren/Größe", "Kaufland"]

    private func watching(_ watcher: MailboxWatcher, _ body: () async throws -> Void) async throws {
        let run = Task { await watcher.run() }
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        run.cancel()
        await run.value
        try result.get()
    }

    @Test(
        "mails of all folders arrive, over one connection with NOTIFY, over one for each without",
        .enabled(if: DovecotServer.isAvailable), arguments: [true, false])
    func real(_ notifies: Bool) async throws {
        let server = try await (notifies ? MailServerFixture.full : MailServerFixture.middling).value
        let (account, _) = MailServerFixture.account(on: server)
        let connection = MailboxConnection(account: account)
        for folder in Self.folders where folder != .inbox { try await connection.create(folder) }
        let recorders = Self.folders.map { _ in Recorder(startsAtFirst: false) }
        var options = WatchOptions()
        // News must come by themselves.
        options.poll = .seconds(60)
        let watcher = MailboxWatcher(
            account: account, folders: zip(Self.folders, recorders).map { ($0, $1) }, options: options)
        try await watching(watcher) {
            try await eventually("all are watched") { recorders.allSatisfy(\.isWaiting) }
            for round in 1...3 {
                for (place, folder) in Self.folders.enumerated() {
                    let mail = MailServerFixture.mail(round * 10 + place)
                    _ = try await connection.append(mail, messageID: nil, to: folder)
                }
                try await eventually("round \(round) is there") {
                    recorders.allSatisfy { $0.read(\.order).count == round }
                }
            }
        }
        for (place, recorder) in recorders.enumerated() {
            #expect(recorder.read(\.mails).map(\.bytes) == (1...3).map { MailServerFixture.mail($0 * 10 + place) })
            #expect(recorder.disconnections.isEmpty)
            let connects = recorder.read(\.events).count { if case .connected = $0 { true } else { false } }
            #expect(connects == 1)
        }
        await connection.close()
    }

    @Test(
        "a folder that is named by its levels is watched below the server's prefix",
        .enabled(if: DovecotServer.isAvailable), arguments: [DovecotLayout.belowInbox, .belowMail, .plain])
    func paths(_ layout: DovecotLayout) async throws {
        let server = try await DovecotServer.start(layout: layout)
        let account = server.account("mailbridge")
        let connection = MailboxConnection(account: account)
        let paths = [["Done"], ["Marketplaces", "Conrad"]]
        for path in paths { try await connection.create(try await connection.mailbox(path: path)) }
        let recorders = paths.map { _ in Recorder(startsAtFirst: false) }
        let watcher = MailboxWatcher(
            account: account, folders: zip(paths, recorders).map { (WatchedName.path($0), $1) })
        try await watching(watcher) {
            try await eventually("all are watched") { recorders.allSatisfy(\.isWaiting) }
            for (number, path) in paths.enumerated() {
                _ = try await connection.append(
                    MailServerFixture.mail(number), messageID: nil, to: try await connection.mailbox(path: path))
            }
            try await eventually("both are there") { recorders.allSatisfy { $0.read(\.order).count == 1 } }
        }
        await connection.close()
    }

    @Test(
        "a folder whose handler fails keeps no other folder waiting, even if that costs the connection",
        .enabled(if: DovecotServer.isAvailable), arguments: [100, 2_000_000])
    func stuck(size: Int) async throws {
        let server = try await MailServerFixture.full.value
        let (account, _) = MailServerFixture.account(on: server)
        let connection = MailboxConnection(account: account)
        for folder in Self.folders where folder != .inbox { try await connection.create(folder) }
        for folder in Self.folders {
            for number in 1...2 {
                let mail = MailServerFixture.mail(number, size: size)
                _ = try await connection.append(mail, messageID: nil, to: folder)
            }
        }
        await connection.close()
        let recorders = [Recorder(failures: [UID(1): .max]), Recorder(), Recorder()]
        var options = WatchOptions()
        options.redelivery = Backoff(base: .milliseconds(10), limit: .milliseconds(50))
        options.reconnect = Backoff(base: .milliseconds(1), limit: .milliseconds(5))
        let watcher = MailboxWatcher(
            account: account, folders: zip(Self.folders, recorders).map { ($0, $1) }, options: options)
        try await watching(watcher) {
            try await eventually("the others are read") {
                recorders[1...].allSatisfy { $0.read(\.order) == [UID(1), UID(2)] }
            }
        }
        #expect(recorders[0].read(\.order).isEmpty)
    }

    @Test("what is announced of a folder that is not open is fetched, even if it comes at an odd moment")
    func announced() async throws {
        let second = MailServerFixture.mail(2)
        let server = try FakeServer(mails: [MailServerFixture.mail(1)]) { command, _, state in
            switch command {
            case let notify where notify.hasPrefix("NOTIFY"): return .normal
            case "SELECT \"Other\"":
                let count = state.appended.count
                return .say(
                    "* \(count) EXISTS\r\n* OK [UIDVALIDITY 5]\r\n* OK [UIDNEXT \(count + 1)]\r\nTAG OK done\r\n")
            case "SELECT \"INBOX\"" where state.appended.isEmpty:
                // The news comes while another folder is being opened.
                state.appended.append(second)
                return .say(
                    "* STATUS Other (UIDNEXT 2 UIDVALIDITY 5)\r\n* 1 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n"
                        + "* OK [UIDNEXT 2]\r\nTAG OK done\r\n")
            case "UID SEARCH UID 1:*":
                let isOther = state.commands.last { $0.line.hasPrefix("SELECT") }?.line == "SELECT \"Other\""
                return .say("* SEARCH\(!isOther || !state.appended.isEmpty ? " 1" : "")\r\nTAG OK done\r\n")
            default: return .normal
            }
        }
        server.withState { $0.capabilities += " NOTIFY" }
        let recorders = [Recorder(), Recorder()]
        let watcher = MailboxWatcher(
            account: server.account(), folders: [("Other", recorders[0]), (.inbox, recorders[1])])
        try await watching(watcher) {
            try await eventually("both are there") { recorders.allSatisfy { $0.read(\.order).count == 1 } }
        }
        #expect(server.connections == 1)
        #expect(
            server.commands.contains(
                "NOTIFY SET (SELECTED (MessageNew (UID) MessageExpunge)) (MAILBOXES (\"Other\" \"INBOX\")"
                    + " (MessageNew MessageExpunge))"))
    }

    @Test("a server that refuses NOTIFY, or gives it up, is watched all the same", arguments: ["NO", "overflow"])
    func refused(_ how: String) async throws {
        let server = try FakeServer(mails: [MailServerFixture.mail(1)]) { command, _, state in
            if command.hasPrefix("NOTIFY") { return how == "NO" ? .say("TAG NO [BADEVENT] no\r\n") : .normal }
            if command == "IDLE", how == "overflow", state.commands.count(where: { $0.line == "IDLE" }) == 1 {
                return .say("+ idling\r\n* OK [NOTIFICATIONOVERFLOW] too much\r\n")
            }
            return command == "SELECT \"X\""
                ? .say("* 0 EXISTS\r\n* OK [UIDVALIDITY 5]\r\n* OK [UIDNEXT 1]\r\nTAG OK done\r\n") : .normal
        }
        server.withState { $0.capabilities += " NOTIFY" }
        let recorders = [Recorder(), Recorder()]
        var options = WatchOptions()
        // That the server gave up must be noticed when it says so.
        if how == "overflow" {
            (options.poll, options.silence, options.secondLook) = (.seconds(600), .seconds(600), .seconds(600))
        }
        let watcher = MailboxWatcher(
            account: server.account(), folders: [(.inbox, recorders[0]), ("X", recorders[1])], options: options)
        try await watching(watcher) {
            try await eventually("the mail is there and both are watched") {
                recorders[0].read(\.order).count == 1 && recorders.allSatisfy(\.isWaiting)
            }
            try await eventually("as it should be") {
                how == "NO"
                    ? server.connections == 3 : server.commands.count { $0.hasPrefix("NOTIFY") } >= 2
            }
            if how == "overflow" { #expect(server.connections == 1) }
        }
    }
}
