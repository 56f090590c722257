import Domain
import FoundationEssentials
import Glibc
import TestSupport
import Testing
import Transport

@testable import IMAPClient

/// Mails that a server does not give, and servers that give none for a while: the first must stop nothing, and the second
/// must cost no mail.
@Suite(.timeLimit(.minutes(2)))
struct ObstacleTests {
    private var options: WatchOptions {
        var options = WatchOptions()
        options.reconnect = Backoff(base: .milliseconds(5), limit: .milliseconds(40))
        options.patience = .milliseconds(200)
        return options
    }

    private let mails = (1...5).map { MailServerFixture.mail($0) }
    private let all = (1...5).map { UID($0) }

    private static func asks(_ command: String, for uid: UInt32) -> Bool {
        guard command.hasPrefix("UID FETCH") else { return false }
        return command.split(separator: " ")[2].split(separator: ",").contains { part in
            let ends = part.split(separator: ":").compactMap { UInt32($0) }
            return (ends.first ?? 0)...(ends.last ?? 0) ~= uid
        }
    }

    @Test(
        "a mail that Dovecot cannot read stops none behind it, and is told of",
        .enabled(if: DovecotServer.isAvailable))
    func dovecot() async throws {
        let server = try await MailServerFixture.full.value
        let (account, user) = MailServerFixture.account(on: server)
        for number in 1...10 { try server.deliver(MailServerFixture.mail(number), to: user) }
        let inbox = "\(server.directory)/mail/\(user)/Maildir/new"
        let broken = try FileManager.default.contentsOfDirectory(atPath: inbox).filter { name in
            try String(contentsOfFile: "\(inbox)/\(name)", encoding: .utf8).contains("Subject: Question 5\n")
                || String(contentsOfFile: "\(inbox)/\(name)", encoding: .utf8).contains("Subject: Question 5\r\n")
        }
        #expect(broken.count == 1)
        for name in broken { chmod("\(inbox)/\(name)", 0) }
        let recorder = Recorder()
        let watcher = FolderWatcher(account: account, folder: .inbox, options: options, handler: recorder)
        try await watcher.watching {
            try await eventually("all have an outcome", within: .seconds(60)) {
                recorder.read(\.order).count == 10 && recorder.isWatching
            }
        }
        #expect(recorder.read(\.order) == (1...10).map { UID($0) })
        #expect(recorder.read(\.missing).keys.map(\.self) == [UID(5)])
        guard case .unreadable = recorder.read(\.missing)[UID(5)] else {
            Issue.record("\(recorder.read(\.missing))")
            return
        }
    }

    @Test("a mail at which each connection ends is given up alone", arguments: ["", "* BYE Internal error\r\n"])
    func breaks(_ goodbye: String) async throws {
        let server = try FakeServer(mails: mails) { command, _, _ in
            Self.asks(command, for: 3) ? .last(goodbye) : .normal
        }
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watcher.watching {
            try await eventually("all have an outcome") { recorder.read(\.order).count == 5 && recorder.isWatching }
        }
        #expect(recorder.read(\.order) == all)
        #expect(recorder.read(\.mails).map(\.bytes) == [0, 1, 3, 4].map { mails[$0] })
        #expect(recorder.disconnections.count >= 5, "it was tried again and again")
    }

    @Test("connections that end in the middle of fetches for a minute cost no mail")
    func passingBreaks() async throws {
        let server = try FakeServer(mails: mails) { command, connection, _ in
            connection < 12 && Self.asks(command, for: 3) ? .last("") : .normal
        }
        var options = options
        options.patience = .seconds(300)
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watcher.watching {
            try await eventually("all mails are there") { recorder.read(\.order).count == 5 }
        }
        #expect(recorder.read(\.missing).isEmpty)
        #expect(recorder.read(\.mails).map(\.bytes) == mails)
    }

    @Test("a server that gives no mail for a while costs none, whatever it gave before", arguments: [0, 1])
    func passingRefusals(_ before: Int) async throws {
        let many = (1...15).map { MailServerFixture.mail($0) }
        let server = try FakeServer(mails: many) { command, connection, state in
            guard connection < 4, command.contains("BODY.PEEK") else { return .normal }
            let asked = state.commands.count { $0.connection == connection && $0.line.contains("BODY.PEEK") }
            return asked > before ? .say("TAG NO Server Unavailable. 15\r\n") : .normal
        }
        var imap = IMAPOptions()
        (imap.batchCount, imap.pipelineDepth) = (2, 1)
        var options = options
        options.patience = .seconds(300)
        options.reconnect = Backoff(base: .milliseconds(5), limit: .seconds(1))
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(imap), folder: .inbox, options: options, handler: recorder)
        try await watcher.watching {
            try await eventually("all mails are there") { recorder.read(\.order).count == 15 }
        }
        #expect(recorder.read(\.order) == (1...15).map { UID($0) })
        #expect(recorder.read(\.missing).isEmpty)
        #expect(recorder.disconnections.map(\.error.kind) == Array(repeating: .unavailable, count: 4))
    }

    @Test("a mail that alone is refused is given up after its time, and not before")
    func refusedAlone() async throws {
        let server = try FakeServer(mails: [mails[0]]) { command, _, _ in
            command.contains("BODY.PEEK") ? .say("TAG NO [SERVERBUG] Internal error\r\n") : .normal
        }
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        let start = ContinuousClock.now
        try await watcher.watching {
            try await eventually("it has an outcome") { recorder.read(\.order).count == 1 && recorder.isWatching }
        }
        #expect(ContinuousClock.now - start >= options.patience)
        #expect(recorder.disconnections.count >= 3)
        guard case .unreadable = recorder.read(\.missing)[UID(1)] else {
            Issue.record("\(recorder.read(\.missing))")
            return
        }
    }

    @Test("a row that cannot be read is told of once, and its mail is given up as one that is there")
    func malformedRow() async throws {
        let server = try FakeServer(mails: mails) { command, _, _ in
            guard command.contains("BODY.PEEK"), Self.asks(command, for: 2) else { return .normal }
            if command.hasPrefix("UID FETCH 2 ") { return .say("* 2 FETCH (UID 2 BODY[] \"secret\r\nTAG OK\r\n") }
            return .rows { $0.filter { $0.uid != 2 } }
        }
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watcher.watching {
            try await eventually("all have an outcome") { recorder.read(\.order).count == 5 && recorder.isWatching }
        }
        #expect(recorder.read(\.missing) == [UID(2): .unreadable(reason: "no row")])
        let told = recorder.read(\.events).compactMap { if case .wentWrong(let lines) = $0 { lines } else { nil } }
        #expect(told.count == 1 && told[0].count == 1)
        #expect(told.first?.first?.description.contains("FETCH (UID 2") == true)
        #expect(told.first?.first?.description.contains("secret") == false)
    }

    @Test("a folder that was restored goes on at the UID that comes next, unless a mail lies behind it")
    func restored() async throws {
        for isTrue in [true, false] {
            let server = try FakeServer(mails: mails) { command, connection, state in
                guard command.hasPrefix("SELECT"), connection == 1 else { return .normal }
                // Mails from 3 on are gone, and then some.
                if isTrue { state.mails = [state.mails[0], state.mails[1]] }
                return .say("* \(state.mails.count) EXISTS\r\n* OK [UIDVALIDITY 1]\r\n* OK [UIDNEXT 3]\r\nTAG OK\r\n")
            }
            let recorder = Recorder()
            let watcher = FolderWatcher(account: server.account(), folder: .inbox, handler: recorder)
            #expect(try await watcher.pass() == 5)
            #expect(try await watcher.pass() == 0)
            #expect(recorder.read(\.rewinds) == (isTrue ? [UID(3)] : []))
            let other = MailServerFixture.mail(33)
            let uid: UInt32 = isTrue ? 3 : 6
            server.withState { $0.mails.append((uid, other)) }
            #expect(try await watcher.pass() == 1)
            #expect(recorder.read(\.order) == all + [UID(uid)])
            #expect(recorder.read(\.mails).last?.bytes == other)
        }
    }

    @Test("an obstacle is one mail, alone, several times and for long enough") func counting() {
        func ended(at uid: UInt32?) -> IMAPError {
            var error = IMAPError(.network, "gone")
            error.suspect = uid.map { UID($0) }
            return error
        }
        let start = ContinuousClock.now
        let patience = Duration.seconds(300)
        var obstacle = Obstacle(at: UID(15))
        obstacle.note(ended(at: nil), next: UID(15), at: start)
        #expect(!obstacle.asksSingly(next: UID(15)))
        obstacle.note(ended(at: nil), next: UID(15), at: start)
        #expect(obstacle.asksSingly(next: UID(15)) && !obstacle.asksSingly(next: UID(16)))
        for minute in 0..<5 { obstacle.note(ended(at: 15), next: UID(15), at: start + .seconds(60 * minute)) }
        #expect(obstacle.culprit(next: UID(15), at: start + .seconds(299), patience: patience) == nil)
        #expect(obstacle.culprit(next: UID(16), at: start + .seconds(300), patience: patience) == nil)
        #expect(obstacle.culprit(next: UID(15), at: start + .seconds(300), patience: patience)?.uid == UID(15))
        // Something came meanwhile: all is counted from the start.
        obstacle.note(ended(at: 17), next: UID(17), at: start + .seconds(400))
        #expect(obstacle.culprit(next: UID(17), at: start + .seconds(900), patience: patience) == nil)
    }
}
