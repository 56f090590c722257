import IMAPClient
import Transport

/// Has a mailbox sent to it over the same channel and with the same commands as ``FetchRun``, and only counts the octets.
///
/// The mailbox holds the UIDs 1 to `mails`. All commands go out at the start: nothing that is received needs to be looked
/// at but the end of the last answer.
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
        try await channel.send(Array("x0 NOOP\r\nx1 SELECT INBOX\r\nx2 UID SEARCH RETURN (ALL) UID 1:*\r\n".utf8))
        var octets = try await discard(channel, until: "x2")
        let window = 1000
        for start in stride(from: 1, through: mails, by: window) {
            let end = min(mails, start + window - 1)
            try await channel.send(Array("x3 UID FETCH \(start):\(end) (UID FLAGS INTERNALDATE RFC822.SIZE)\r\n".utf8))
            octets += try await discard(channel, until: "x3")
            var commands = ""
            for first in stride(from: start, through: end, by: batch) {
                let last = min(end, first + batch - 1)
                let tag = last == end ? "x4" : "x5"
                commands += "\(tag) UID FETCH \(first):\(last) (UID FLAGS BODY.PEEK[])\r\n"
            }
            try await channel.send(Array(commands.utf8))
            octets += try await discard(channel, until: "x4")
        }
        channel.close()
        say("octets=\(octets) \(watch.figures)")
    }

    /// Until a piece ends with the tagged line.
    private func discard(_ channel: MailChannel, until tag: String) async throws -> Int {
        var octets = 0
        var tail: [UInt8] = []
        let start = Array("\(tag) ".utf8)
        while true {
            let bytes = try await channel.receive()
            if bytes.isEmpty { throw TransportError(.connectionLost, "the server went away", retry: .never) }
            octets += bytes.count
            tail = Array((tail + bytes.suffix(200)).suffix(200))
            guard tail.last == 0x0A else { continue }
            let line = tail.dropLast().lastIndex(of: 0x0A).map { tail[($0 + 1)...] } ?? tail[...]
            if line.starts(with: start) { return octets }
        }
    }
}
