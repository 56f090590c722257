import IMAPClient

/// Appends ticket mails as the service does.
struct AppendRun {
    private let place: Place
    private let mails: Int
    private let size: Int
    private let group: Int

    /// - Parameter group: Mails that are given to the connection at a time.
    init(_ place: Place, mails: Int, size: Int, group: Int) {
        self.place = place
        self.mails = mails
        self.size = size
        self.group = max(1, group)
    }

    func run() async throws {
        let connection = MailboxConnection(account: place.account())
        let folder = MailboxName("Tickets")
        let run = monotonicNanoseconds()
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 70) + [0x0D, 0x0A]
        // Connects and makes the folder.
        _ = try await connection.append(mail(0, run, body), messageID: id(0, run), to: folder)
        let outgoing = (1...max(1, mails)).map { number in
            OutgoingMail(mail(number, run, body), messageID: id(number, run))
        }
        let watch = Stopwatch()
        for start in stride(from: 0, to: mails, by: group) {
            let mails = Array(outgoing[start..<min(mails, start + group)])
            for outcome in await connection.append(mails, to: folder) { _ = try outcome.get() }
        }
        say("mails=\(mails) \(watch.figures)")
        await connection.close()
    }

    private func id(_ number: Int, _ run: Int) -> String { "\(run).\(number)@bench.example" }

    private func mail(_ number: Int, _ run: Int, _ line: [UInt8]) -> [UInt8] {
        let head =
            "From: Bridge <bridge@bench.example>\r\nTo: agent@bench.example\r\nSubject: Ticket \(number)\r\n"
            + "Date: Thu, 1 Jan 2026 00:00:00 +0000\r\nMessage-ID: <\(id(number, run))>\r\n\r\n"
        var mail = Array(head.utf8)
        while mail.count < size { mail += line }
        return mail
    }
}
