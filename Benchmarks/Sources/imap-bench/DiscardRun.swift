import IMAPClient
import Transport

/// Has a mailbox sent to it over the same channel as ``FetchRun``, with commands for the same batches, and only counts the
/// octets.
///
/// The mailbox holds the UIDs 1 to `mails`. All commands go out at the start, so that the server never rests, and nothing
/// that is received needs to be looked at but the end of the last answer.
struct DiscardRun {
    private let place: Place
    private let mails: Int
    private let batch: Int

    init(_ place: Place, mails: Int, batch: Int) {
        self.place = place
        self.mails = mails
        self.batch = batch
    }

    func run() async throws {
        let watch = Stopwatch()
        let channel = try await MailChannel.open(place.server, credentials: place.credentials(of: place.user))
        try await channel.send(Array("x0 NOOP\r\nx1 SELECT INBOX\r\n".utf8))
        var octets = try await discard(channel, until: "x1")
        try await channel.send(Array("x2 UID FETCH 1:\(mails) (UID FLAGS INTERNALDATE RFC822.SIZE)\r\n".utf8))
        octets += try await discard(channel, until: "x2")
        var commands = ""
        for first in stride(from: 1, through: mails, by: batch) {
            let last = min(mails, first + batch - 1)
            commands += "\(last == mails ? "x4" : "x3") UID FETCH \(first):\(last) (UID FLAGS BODY.PEEK[])\r\n"
        }
        try await channel.send(Array(commands.utf8))
        octets += try await discard(channel, until: "x4", expected: 1 << 20)
        channel.close()
        say("octets=\(octets) \(watch.figures)")
    }

    /// Until a piece ends with the tagged line. It takes what comes in pieces as large as ``FetchRun`` does.
    private func discard(_ channel: MailChannel, until tag: String, expected: Int = 0) async throws -> Int {
        var octets = 0
        var tail: [UInt8] = []
        let start = Array("\(tag) ".utf8)
        while true {
            let limit = ContinuousClock.now + .seconds(60)
            guard case .bytes(let bytes) = await channel.take(until: limit, expected: expected) else {
                throw TransportError(.connectionLost, "the server went away", retry: .never)
            }
            octets += bytes.count
            // The end of the answer may be cut anywhere.
            tail = bytes.count >= 200 ? Array(bytes[(bytes.count - 200)...]) : tail.suffix(200) + bytes
            guard tail.last == 0x0A else { continue }
            let line = tail.dropLast().lastIndex(of: 0x0A).map { tail[($0 + 1)...] } ?? tail[...]
            if line.starts(with: start) { return octets }
        }
    }
}
