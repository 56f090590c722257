import Domain
import TestSupport
import Testing

@testable import Transport

/// How bytes, waits and ends of a channel go, against a scripted peer.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct MailChannelFlowTests {
    private func open(_ server: ScriptedServer) async throws -> MailChannel {
        try await MailChannel.open(
            MailServer(host: "127.0.0.1", port: server.port, security: .plain),
            credentials: .password(user: "mailbridge", Secret("secret")))
    }

    @Test("what comes in one piece with the end of the login is lost, so that a NOOP has to clear the way")
    func tornLine() async throws {
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.greet(peer)
            guard let tag = try IMAPScript.takeLogin(peer) else { return }
            try peer.send("\(tag) OK in\r\n* OK [ALERT] hello\r\n* 5 EXI")
            guard try peer.receiveLine() == "m1 NOOP" else { return }
            try peer.send("STS\r\nm1 OK done\r\n")
            _ = try peer.receive()
        }
        let channel = try await open(server)
        try await channel.send("m1 NOOP\r\n")
        let lines = try await channel.lines(until: "m1 ")
        #expect(lines == ["STS", "m1 OK done"])
    }

    @Test("a peer that sends without being asked is read only so far, and nothing is lost")
    func backpressure() async throws {
        let total = 24 << 20
        let written = Journal<Int>()
        let piece = (0..<(1 << 18)).map { UInt8(truncatingIfNeeded: $0 &* 13) }
        // Periodic, so that any stretch of the stream stands somewhere in two pieces.
        let stream = piece + piece
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            _ = try peer.receiveLine()
            for number in 1...(total / piece.count) {
                try peer.send(piece)
                written.append(number * piece.count)
            }
        }
        let channel = try await open(server)
        try await channel.send("go\r\n")
        // The peer comes to a stop although it has more.
        var last = -1
        var unchanged = 0
        try await eventually("the peer is stopped", every: .milliseconds(10)) {
            let now = written.entries.last ?? 0
            unchanged = now == last ? unchanged + 1 : 0
            last = now
            return last > 0 && unchanged >= 15
        }
        #expect(last < total)
        var received = 0
        var isRight = true
        while true {
            let bytes = try await channel.receive()
            if bytes.isEmpty { break }
            for start in stride(from: 0, to: bytes.count, by: piece.count) where isRight {
                let part = Array(bytes[start..<min(start + piece.count, bytes.count)])
                let place = (received + start) % piece.count
                isRight = same(part, Array(stream[place..<(place + part.count)]))
            }
            received += bytes.count
        }
        #expect(received == total)
        #expect(isRight)
    }

    @Test("while a send is blocked, input is still taken: two sides that both send first do not wait for each other")
    func bothSendFirst() async throws {
        let size = 12 << 20
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            // Only now, for what comes together with the end of the login is lost.
            _ = try peer.receiveLine()
            try peer.send([UInt8](repeating: 0x41, count: size))
            var got = 0
            while got < size {
                let bytes = try peer.receive()
                if bytes.isEmpty { return }
                got += bytes.count
            }
            try peer.send("all\r\n")
        }
        let channel = try await open(server)
        try await channel.send("go\r\n")
        async let sent: Void = channel.send([UInt8](repeating: 0x42, count: size))
        let bytes = try await channel.bytes(until: "all\r\n")
        try await sent
        #expect(bytes.count == size + 5)
    }

    @Test(
        "sends keep their order, and a blocked send goes on where it stopped, also over TLS", arguments: [false, true])
    func order(_ overTLS: Bool) async throws {
        if overTLS, !TLSFront.isAvailable { return }
        let gate = Gate()
        let received = Journal<[UInt8]>()
        let pieces = (0..<40).map { number in [UInt8](repeating: UInt8(number), count: 1000 << (number % 10)) }
        let total = pieces.reduce(0) { $0 + $1.count }
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            gate.wait()
            var all: [UInt8] = []
            while all.count < total {
                let bytes = try peer.receive()
                if bytes.isEmpty { return }
                all += bytes
            }
            received.append(all)
            try peer.send("all\r\n")
        }
        let place = try TemporaryDirectory()
        var front: TLSFront?
        let channel: MailChannel
        if overTLS {
            let certificate = try await SelfSignedCertificate.make(in: place.path)
            let started = try await TLSFront(before: server.port, certificate)
            front = started
            channel = try await MailChannel.open(
                MailServer(host: "localhost", port: started.port, caFile: certificate.certificate),
                credentials: .password(user: "mailbridge", Secret("secret")))
        } else {
            channel = try await open(server)
        }
        async let answer = channel.lines(until: "all")
        try await withThrowingTaskGroup(of: Void.self) { group in
            // In one task, so that the order of the calls is known; the first will block.
            group.addTask { for piece in pieces { try await channel.send(piece) } }
            gate.open()
            try await group.waitForAll()
        }
        #expect(try await answer == ["all"])
        #expect(same(received.entries.first ?? [], pieces.flatMap { $0 }))
        withExtendedLifetime(front) {}
    }

    @Test("a receive that was cancelled loses nothing, and the channel goes on")
    func cancelledReceive() async throws {
        let gate = Gate()
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            gate.wait()
            try peer.send("late\r\n")
            _ = try peer.receive()
        }
        let channel = try await open(server)
        for _ in 0..<20 {
            let task = Task { try await channel.receive() }
            task.cancel()
            let error = await #expect(throws: TransportError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
        }
        gate.open()
        #expect(try await channel.lines(until: "late") == ["late"])
    }

    @Test("a cancelled send says whether it may have gone out")
    func cancelledSend() async throws {
        let gate = Gate()
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            gate.wait()
            var last: [UInt8] = []
            while last.suffix(4) != Array("end\n".utf8) {
                let bytes = try peer.receive()
                if bytes.isEmpty || bytes.last == 0x43 { return }
                last = (last + bytes).suffix(4)
            }
            try peer.send("done\r\n")
        }
        let channel = try await open(server)
        // More than the buffers of both sides hold, so that it is stuck half-way; the second waits behind it.
        let first = Task { try await channel.send([UInt8](repeating: 0x42, count: 32 << 20)) }
        try await eventually("the first send has begun and is stuck") { channel.sendsUnderWay == 1 }
        let second = Task { try await channel.send([UInt8](repeating: 0x43, count: 5)) }
        try await eventually("the second waits") { channel.sendsUnderWay == 2 }
        second.cancel()
        let secondError = await #expect(throws: TransportError.self) { try await second.value }
        #expect(secondError?.kind == .cancelled)
        #expect(secondError?.requestWasSent == false)
        first.cancel()
        let firstError = await #expect(throws: TransportError.self) { try await first.value }
        #expect(firstError?.kind == .cancelled)
        #expect(firstError?.requestWasSent == true)
        gate.open()
        // The first one still arrives whole, the second never.
        try await channel.send("end\n")
        #expect(try await channel.lines(until: "done") == ["done"])
    }

    @Test("close ends all waits and the connection")
    func close() async throws {
        let gone = Journal<Bool>()
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            gone.append(try peer.receive().isEmpty)
        }
        let channel = try await open(server)
        let waiting = Task { try await channel.receive() }
        try await eventually("somebody waits") { channel.hasReceiver }
        channel.close()
        let error = await #expect(throws: TransportError.self) { try await waiting.value }
        #expect(error?.kind == .closed)
        try await eventually("the peer sees the end") { gone.entries == [true] }
        channel.close()
        for attempt in 0..<2 {
            let later = await #expect(throws: TransportError.self) {
                if attempt == 0 { try await channel.send([1]) } else { _ = try await channel.receive() }
            }
            #expect(later?.kind == .closed)
            #expect(later?.requestWasSent == false)
        }
    }

    @Test("the last reference closes the connection")
    func lastReference() async throws {
        let gone = Journal<Bool>()
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            _ = try peer.receiveLine()
            try peer.send("m1 OK done\r\n")
            gone.append(try peer.receive().isEmpty)
        }
        try await use(try await open(server))
        try await eventually("the peer sees the end") { gone.entries == [true] }
    }

    private func use(_ channel: MailChannel) async throws {
        try await channel.send("m1 NOOP\r\n")
        _ = try await channel.lines(until: "m1 ")
        let waiting = Task { try await channel.receive() }
        waiting.cancel()
        _ = await waiting.result
    }

    @Test("what came before a reset is delivered, then the fault; sending fails too")
    func reset() async throws {
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            _ = try peer.receiveLine()
            try peer.send("* BYE sorry\r\n")
            _ = try peer.receiveLine()
            peer.resetOnClose()
        }
        let channel = try await open(server)
        try await channel.send("a\r\n")
        #expect(try await channel.lines(until: "* BYE") == ["* BYE sorry"])
        try await channel.send("b\r\n")
        let error = await #expect(throws: TransportError.self) { try await channel.receive() }
        #expect(error?.kind == .connectionLost)
        #expect(error?.retry == .later)
        let later = await #expect(throws: TransportError.self) { try await channel.send("c\r\n") }
        #expect(later?.kind == .connectionLost)
    }

    @Test("two receives at one time are a mistake that is told, not a hang")
    func twoReceivers() async throws {
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.logIn(peer)
            _ = try peer.receive()
            try peer.send("x")
        }
        let channel = try await open(server)
        let first = Task { try await channel.receive() }
        try await eventually("somebody waits") { channel.hasReceiver }
        let error = await #expect(throws: TransportError.self) { try await channel.receive() }
        #expect(error?.kind == .configuration)
        try await channel.send("go")
        #expect(try await first.value == [0x78])
    }
}
