public import Domain

/// What the certificate of a server says, after it was verified.
public struct ServerCertificate: Sendable, Equatable {
    public let subject: String
    public let issuer: String
    /// Not valid after this.
    public let expires: Timestamp

    /// What the server speaks.
    public enum Language: Sendable { case imap, smtp }

    /// Connects without logging in; nil if the connection has no TLS or the certificate cannot be read.
    public static func of(
        _ server: MailServer, speaking language: Language = .imap, timeout: Duration = .seconds(30)
    ) async throws(TransportError) -> ServerCertificate? {
        var login = MailLogin(
            dialect: language == .imap ? .imap : .smtp, server: server, credentials: nil, timeout: timeout)
        login.wantsCertificate = true
        return ServerCertificate(try await login.run().handle.certificate)
    }

    init?(_ entries: [String: String]) {
        guard let end = entries["Expire date"].flatMap({ Self.time($0) }) else { return nil }
        expires = end
        subject = entries["Subject"] ?? ""
        issuer = entries["Issuer"] ?? ""
    }

    /// `Nov 29 01:00:00 2026 GMT`, as OpenSSL prints times.
    static func time(_ text: String) -> Timestamp? {
        let words = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard words.count == 5, words[4] == "GMT", let month = months.firstIndex(of: String(words[0])),
            let day = Int(words[1]), let year = Int(words[3]),
            let date = CivilDate(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = words[2].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        let second = Int64(clock[0] * 3600 + clock[1] * 60 + clock[2])
        return Timestamp(seconds: date.daysSinceEpoch * 86_400 + second)
    }
}
