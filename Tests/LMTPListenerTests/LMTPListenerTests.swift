import Domain
import Glibc
import LMTP
import Synchronization
import TestSupport
import Testing

import LMTPListener
@testable import LocalListener

@Suite("LMTP listener")
struct LMTPListenerTests {
    private static let mail =
        "LHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<shop@seller.example>\r\nDATA\r\nx\r\n.\r\n"

    @Test("a mail is taken at a port, and the connection serves on", .timeLimit(.minutes(1)))
    func port() async throws {
        try await withListener(.tcp(host: "127.0.0.1", port: 0)) { listener in
            let socket = try listener.connection()
            defer { socket.close() }
            #expect(try await replies(6, to: Self.mail, on: socket) == ["220", "250", "250", "250", "354", "250"])
            #expect(try await replies(3, to: "NOOP\r\nQUIT\r\n", on: socket) == ["250", "221", ""])
            #expect(listener.mails.map(\.content) == [Array("x\r\n".utf8)])
        }
    }

    @Test("a Unix socket has its rights and group, and goes with the listener", .timeLimit(.minutes(1)))
    func unixSocket() async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/lmtp"
        let group = String(cString: try #require(getgrgid(getegid())).pointee.gr_name)
        try await withListener(.unix(path: path, mode: 0o660, group: group)) { listener in
            var status = stat()
            #expect(lstat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o660)
            #expect(status.st_mode & S_IFMT == S_IFSOCK)
            #expect(status.st_gid == getegid())
            let socket = try listener.connection()
            defer { socket.close() }
            #expect(try await replies(6, to: Self.mail, on: socket).last == "250")
            #expect(ListenerSettings.Place.unix(path: path, mode: 0o660, group: nil).look() == .answers)
        }
        #expect(access(path, F_OK) != 0)
        #expect(ListenerSettings.Place.unix(path: path, mode: 0o660, group: nil).look() == .free)
    }

    @Test("a socket that was left behind is replaced, a live one and anything else is not", .timeLimit(.minutes(1)))
    func names() async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/lmtp"
        let place = ListenerSettings.Place.unix(path: path, mode: 0o660, group: nil)
        let stale = try SocketFile(path: path, mode: 0o600, group: nil)
        close(stale.descriptor)
        #expect(access(path, F_OK) == 0)
        try await withListener(place) { listener in
            let error = await #expect(throws: ListenerError.self) { try await listener.another() }
            #expect(error?.description.contains("another process listens there") == true)
            // The refused one has taken nothing away.
            let socket = try listener.connection()
            defer { socket.close() }
            #expect(try await replies(1, to: "", on: socket) == ["220"])
            // Nor does the predecessor, when it ends late.
            stale.remove()
            #expect(access(path, F_OK) == 0)
        }
        try directory.write("text", to: "lmtp")
        #expect(throws: ListenerError.self) { try SocketFile(path: path, mode: 0o660, group: nil) }
        #expect(readText(path) == "text")
        #expect(place.look() == .unusable("\(path): something that is no socket lies there"))
    }

    @Test(
        "a place that cannot be had is refused with the reason",
        arguments: [
            ("lmtp", "no-such-group-here", "there is no group no-such-group-here"),
            ("missing/lmtp", nil, "No such file"),
        ] as [(String, String?, String)])
    func refused(name: String, group: String?, reason: String) throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/\(name)"
        let error = #expect(throws: ListenerError.self) { try SocketFile(path: path, mode: 0o660, group: group) }
        #expect(error?.description.contains(reason) == true)
        guard case .unusable(let text) = ListenerSettings.Place.unix(path: path, mode: 0o660, group: group).look()
        else {
            Issue.record("it looks usable")
            return
        }
        #expect(text.contains(reason))
    }

    @Test("one connection too many is told to come back, and may once another has gone", .timeLimit(.minutes(1)))
    func connections() async throws {
        try await withListener(.tcp(host: "127.0.0.1", port: 0), connections: 1) { listener in
            let first = try listener.connection()
            #expect(try await replies(2, to: "NOOP\r\n", on: first) == ["220", "250"])
            let second = try listener.connection()
            #expect(try await replies(3, to: "", on: second) == ["220", "421", ""])
            second.close()
            first.close()
            try await eventually("there is room again") {
                let third = try listener.connection()
                defer { third.close() }
                return try await replies(2, to: "NOOP\r\n", on: third) == ["220", "250"]
            }
        }
    }

    @Test("a silent peer is sent away", .timeLimit(.minutes(1)))
    func idle() async throws {
        try await withListener(.tcp(host: "127.0.0.1", port: 0), idleTimeout: .milliseconds(200)) { listener in
            let socket = try listener.connection()
            defer { socket.close() }
            #expect(try await replies(4, to: "LHLO c\r\nMAIL", on: socket) == ["220", "250", "421", ""])
        }
    }

    @Test("a stop answers the mail that is being stored, and says good-bye to the others", .timeLimit(.minutes(1)))
    func stop() async throws {
        let gate = Gate()
        let listener = try await RunningListener(.tcp(host: "127.0.0.1", port: 0), gate: gate)
        let busy = try listener.connection()
        let silent = try listener.connection()
        defer {
            busy.close()
            silent.close()
        }
        #expect(try await replies(1, to: "", on: silent) == ["220"])
        #expect(try await replies(5, to: Self.mail, on: busy) == ["220", "250", "250", "250", "354"])
        try await eventually("the mail is being stored") { gate.isWaitedFor }
        listener.stop()
        #expect(try await replies(2, to: "", on: silent) == ["421", ""])
        gate.open()
        #expect(try await replies(3, to: "", on: busy) == ["250", "421", ""])
        try await listener.end()
    }
}
