import Domain
import MIME

/// The fields that the seller's receiving host puts on top of a mail, and those that it takes out.
struct TraceFields: Sendable {
    /// The host's authserv-id (RFC 8601 §2.2); it names itself so in Received, too.
    let host: String
    /// A host that does not lets everybody speak in its name.
    var removesForgedResults = true

    /// `mail` as the host hands it to the mail store.
    /// - Parameter results: the results part of the Authentication-Results field, such as `dmarc=pass header.from=x.example`.
    func stamped(
        _ mail: [UInt8], from: String, protocolName: String, to recipient: EmailAddress, at now: Timestamp,
        results: String
    )
        -> [UInt8]
    {
        let date = Self.date(now)
        let top = """
            X-Original-To: \(recipient)\r
            Authentication-Results: \(host); \(results)\r
            Received: from \(from) by \(host) with \(protocolName)\r
             id \(randomText(10, of: .lowercaseAndDigits)) for <\(recipient)>; \(date)\r

            """
        return Array(top.utf8) + withoutForgedResults(mail)
    }

    /// `mail` without Authentication-Results fields that claim to be this host's (RFC 8601 §5), and without Return-Path.
    func withoutForgedResults(_ mail: [UInt8]) -> [UInt8] {
        var drop: [Range<Int>] = []
        for field in Header(parsing: mail).fields {
            let name = field.name.lowercased()
            let isForged = removesForgedResults && name == "authentication-results" && claimsHost(field.rawValue)
            guard isForged || name == "return-path" || name == "x-original-to" else { continue }
            drop.append(field.offset..<field.offset + field.raw.count)
        }
        var out: [UInt8] = []
        out.reserveCapacity(mail.count)
        var position = 0
        for range in drop where range.lowerBound >= position {
            out += mail[position..<range.lowerBound]
            position = min(range.upperBound, mail.count)
        }
        return out + mail[position...]
    }

    /// Whether the value begins with our id, whatever comments or blanks stand before it: when in doubt it goes.
    private func claimsHost(_ value: [UInt8]) -> Bool {
        let text = String(decoding: value, as: UTF8.self).lowercased()
        let head = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        return head.contains(host.lowercased())
    }

    /// RFC 5322 §3.3, in UTC.
    private static func date(_ now: Timestamp) -> String {
        let clock = DateTime(now).clock
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        // 1970-01-01 was a Thursday.
        let weekday = days[Int((now.seconds / 86_400 + 3) % 7)]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(weekday), \(clock.day) \(months[clock.month - 1]) \(clock.year) "
            + "\(two(clock.hour)):\(two(clock.minute)):\(two(clock.second)) +0000"
    }
}
