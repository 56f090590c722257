import Domain
import TestSupport
import Testing

@testable import Transport

/// How waits of a channel end, against a scripted peer.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct MailChannelWaitTests {
    private func open(_ server: ScriptedServer) async throws -> MailChannel {
        try await MailChannel.open(
            MailServer(host: "127.0.0.1", port: server.port, security: .plain),
            credentials: .password(user: "mailbridge", Secret("secret")))
    }

    private func bytes(_ taken: MailChannel.Taken) -> [UInt8]? {
        if case .bytes(let bytes) = taken { bytes } else { nil }
    }

    @Test("a wait ends at its time, loses nothing, and the next one goes on", arguments: [0, 1 << 20])
    func timeout(expected: Int) async throws {
        let gate = Gate()
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            gate.wait()
            try peer.send("late\r\n")
            _ = try peer.receive()
        }
        let channel = try await open(server)
        for milliseconds in [0, 1, 1, 1, 1, 1, 1, 1, 1, 30, 80] {
            let start = ContinuousClock.now
            let taken = await channel.take(until: start + .milliseconds(milliseconds), expected: expected)
            guard case .timeout = taken else { throw SupportError("\(taken)") }
            #expect(ContinuousClock.now - start >= .milliseconds(milliseconds))
        }
        gate.open()
        #expect(bytes(await channel.take(until: .now + .seconds(20), expected: expected)) == Array("late\r\n".utf8))
    }

    @Test("less than was expected comes all the same") func lessThanExpected() async throws {
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            for number in 0..<20 {
                guard try !peer.receive().isEmpty else { return }
                try peer.send([UInt8](repeating: UInt8(number), count: 10))
            }
        }
        let channel = try await open(server)
        for number in 0..<20 {
            try await channel.send("go\r\n")
            let taken = await channel.take(until: .now + .seconds(20), expected: 64 << 20)
            #expect(bytes(taken) == [UInt8](repeating: UInt8(number), count: 10))
        }
    }

    @Test("a long answer comes whole, whatever was expected of it", arguments: [0, 100_000, 8 << 20, 1 << 30])
    func longAnswer(expected: Int) async throws {
        let size = 8 << 20
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            _ = try peer.receive()
            for place in stride(from: 0, to: size, by: 1 << 12) {
                try peer.send([UInt8](repeating: UInt8(truncatingIfNeeded: place >> 12), count: 1 << 12))
            }
        }
        let channel = try await open(server)
        try await channel.send("go\r\n")
        var received: [UInt8] = []
        while true {
            switch await channel.take(until: .now + .seconds(20), expected: max(0, expected - received.count)) {
            case .bytes(let bytes): received += bytes
            case .ended(nil):
                #expect(received.count == size)
                let isRight = received.indices.allSatisfy { received[$0] == UInt8(truncatingIfNeeded: $0 >> 12) }
                #expect(isRight)
                return
            case let other: throw SupportError("\(other) after \(received.count)")
            }
        }
    }

    @Test("an interruption ends the wait under way, or else the next, and can be forgotten") func interrupt()
        async throws
    {
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            _ = try peer.receive()
        }
        let channel = try await open(server)
        func isInterrupted(_ taken: MailChannel.Taken) -> Bool { if case .interrupted = taken { true } else { false } }
        let waiting = Task { await channel.take(until: .now + .seconds(60)) }
        try await eventually("somebody waits") { channel.hasReceiver }
        channel.interrupt()
        #expect(isInterrupted(await waiting.value))
        channel.interrupt()
        #expect(isInterrupted(await channel.take(until: .now + .seconds(60))))
        channel.interrupt()
        channel.clearInterrupt()
        #expect(!isInterrupted(await channel.take(until: .now + .milliseconds(20))))
    }

    @Test("a cancelled task can still say its last word and hear the answer") func lastWord() async throws {
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            if try peer.receiveLine() == "bye" { try peer.send("well\r\n") }
            _ = try peer.receive()
        }
        let channel = try await open(server)
        let task = Task {
            try await channel.send(Array("bye\r\n".utf8), heedsCancellation: false)
            return await channel.take(until: .now + .seconds(20), heedsCancellation: false)
        }
        task.cancel()
        #expect(bytes(try await task.value) == Array("well\r\n".utf8))
    }

    @Test("a peer that takes nothing for too long is given up, and says so to all who wait") func stall() async throws {
        let gate = Gate()
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            gate.wait()
        }
        defer { gate.open() }
        let channel = try await open(server)
        let waiting = Task { await channel.take(until: nil) }
        try await eventually("somebody waits") { channel.hasReceiver }
        let error = await #expect(throws: TransportError.self) {
            try await channel.send([UInt8](repeating: 0x42, count: 64 << 20), stallLimit: .milliseconds(100))
        }
        #expect(error?.kind == .timeout)
        #expect(error?.requestWasSent == true)
        guard case .ended(let fault?) = await waiting.value else { throw SupportError("still waiting") }
        #expect(fault.kind == .timeout)
    }
}
