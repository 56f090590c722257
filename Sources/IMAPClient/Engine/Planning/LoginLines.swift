/// Reads what the server said during a login that was made by someone else.
struct LoginLines {
    /// What the server can do after login; nil if it was not told after the last command before the login.
    private(set) var capabilities: Capabilities?
    /// Texts marked `[ALERT]`, which a human must see (RFC 9051 §7.1).
    private(set) var alerts: [String] = []

    /// `lines` without line ends.
    init(_ lines: [String]) {
        var parser = ResponseParser()
        let responses = parser.receive(lines.flatMap { Array($0.utf8) + [0x0D, 0x0A] })
        let lastTagged = responses.lastIndex { if case .tagged = $0 { true } else { false } }
        for (index, response) in responses.enumerated() {
            switch response {
            case .tagged(_, let line):
                // What was told before an earlier command was done is about the time before login.
                if index != lastTagged { capabilities = nil }
                take(line)
            case .status(let line): take(line)
            case .data(.capability(let list)): capabilities = list
            default: break
            }
        }
    }

    private mutating func take(_ line: StatusLine) {
        if case .capability(let list) = line.code { capabilities = list }
        if line.code?.name == "ALERT" { alerts.append(line.text) }
    }
}
