import Domain

/// The argument of MAIL or RCPT: `FROM:<address> NAME=value …` (RFC 5321 §4.1.1.2).
struct MailPath: Sendable {
    /// Nil for `<>`.
    var address: EmailAddress?
    /// Names in upper case, values too; a parameter without value has an empty one.
    var parameters: [(name: String, value: String)] = []

    /// Nil for a malformed argument.
    init?(_ argument: String, keyword: String) {
        guard argument.prefix(keyword.count).uppercased() == keyword else { return nil }
        var rest = argument.dropFirst(keyword.count)
        guard rest.popFirst() == ":" else { return nil }
        rest = rest.drop { $0 == " " }
        guard rest.popFirst() == "<", let end = rest.lastIndex(of: ">") else { return nil }
        let path = rest[..<end]
        if !path.isEmpty {
            guard let address = EmailAddress(String(path)) else { return nil }
            self.address = address
        }
        for word in rest[end...].dropFirst().split(separator: " ") {
            let halves = word.split(separator: "=", maxSplits: 1)
            parameters.append((halves[0].uppercased(), halves.count > 1 ? halves[1].uppercased() : ""))
        }
    }
}
