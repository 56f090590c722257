import Domain
import Wire

@testable import Web

/// What has to hold whatever a browser, or who claims to be one, sends.
struct RequestChecks {
    private(set) var failures: [String] = []
    static let now = Timestamp(seconds: 1_795_341_600)
    static let secret = "correct-horse"
    private static let random = [UInt8](repeating: 7, count: 16)
    private static let names: Set<String> = ["localhost", "127.0.0.1", "::1", "mb.example"]
    private static let rule = HostRule(names: ["mb.example"])
    private static let gates = [
        WebGate(key: .token(Secret(secret)), hosts: rule),
        WebGate(key: .password(user: "admin", Secret(secret)), hosts: rule),
    ]

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { failures.append(what()) }
    }

    /// Takes `bytes` apart as simply as can be: line of request, fields, empty line, body.
    mutating func check(_ bytes: [UInt8]) {
        let request = Self.request(bytes)
        checkParts(request)
        for gate in Self.gates { check(request, at: gate) }
    }

    static func request(_ bytes: [UInt8]) -> WebRequest {
        var rest = bytes[...]
        func line() -> String {
            let line = rest.prefix { $0 != 0x0A }
            rest = rest.dropFirst(line.count + 1)
            return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        let words = line().split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        var fields: [(name: String, value: String)] = []
        while !rest.isEmpty {
            let text = line()
            if text.isEmpty { break }
            let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = halves.count > 1 ? halves[1].drop { $0 == " " } : ""
            fields.append((String(halves[0]), String(value)))
        }
        return WebRequest(
            method: String(words[0]), target: words.count > 1 ? String(words[1]) : "", fields: fields,
            body: Array(rest))
    }

    private mutating func checkParts(_ request: WebRequest) {
        expect(!request.path.contains("?"), "the path ends before its query")
        for (name, value) in request.fields {
            expect(name == name.lowercased(), "names are in lower case")
            let count = request.fields.count { $0.name == name }
            expect(request.only(name) == (count == 1 ? value : nil), "\(name) stands there \(count) times")
        }
        for (name, _) in formPairs(request.query) ?? [] {
            let values = (formPairs(request.query) ?? []).filter { $0.name == name }.map(\.value)
            expect(
                request.parameter(name) == (values.count == 1 ? values[0] : nil),
                "\(name) is named \(values.count) times")
        }
        if request.only("content-type") == nil {
            expect(request.input("form") == nil, "a body without type is no form")
        }
    }

    private mutating func check(_ request: WebRequest, at gate: WebGate) {
        let host = request.only("host")?.lowercased() ?? ""
        let name = host.hasPrefix("[") ? host.dropFirst().prefix { $0 != "]" } : host.prefix { $0 != ":" }
        guard case .welcome(let session, let isNew) = gate.verdict(on: request, at: Self.now, random: Self.random)
        else {
            return
        }
        expect(Self.names.contains(String(name)), "\(host) is no name of this server")
        expect(isNew || request.cookie("mailbridge") == session.cookie, "a known session is the cookie's")
        let key = request.only("authorization") ?? ""
        let isShown =
            key.hasSuffix(" \(Self.secret)") || key.hasSuffix(" \(base64(Array("admin:\(Self.secret)".utf8)))")
        expect(isShown || !isNew, "without the key nobody gets a session")
        let stranger = request.changed { $0.filter { $0.name != "authorization" && $0.name != "cookie" } }
        expect(!Self.isWelcome(stranger, at: gate), "without key and cookie nobody is let in")
        checkCookie(gate.cookieField(session, for: request))
        if !isShown { checkForgery(session, request, at: gate) }
        checkForm(request, session, at: gate)
    }

    private static func isWelcome(_ request: WebRequest, at gate: WebGate) -> Bool {
        if case .welcome = gate.verdict(on: request, at: now, random: random) { true } else { false }
    }

    private mutating func checkCookie(_ field: (name: String, value: String)) {
        expect(field.value.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "a cookie is one line of ASCII")
        expect(field.value.contains("; HttpOnly; SameSite=Strict"), "scripts and other sites do not get it")
    }

    /// Any letter of a session changed, and it is none.
    private mutating func checkForgery(_ session: WebSession, _ request: WebRequest, at gate: WebGate) {
        let bytes = Array(session.cookie.utf8)
        let place = request.body.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % bytes.count
        var forged = bytes
        forged[place] = forged[place] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
        let value = "mailbridge=\(String(decoding: forged, as: UTF8.self))"
        let changed = request.changed { $0.filter { $0.name != "cookie" } + [("cookie", value)] }
        expect(!Self.isWelcome(changed, at: gate), "a session that was changed at \(place) is none")
    }

    /// A form counts only with its token, and with what the browser says of the page that it was sent from.
    private mutating func checkForm(_ request: WebRequest, _ session: WebSession, at gate: WebGate) {
        guard gate.isOwnForm(request, of: session) else { return }
        let token = gate.formToken(of: session)
        expect(request.input("form") == token, "the form holds its token once")
        let signs: [(name: String, value: String)] = [
            ("Origin", "http://elsewhere.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Site", "same-site"), ("Host", "localhost"), ("Content-Type", "text/plain"),
        ]
        for sign in signs {
            let changed = request.changed { $0 + [(sign.name.lowercased(), sign.value)] }
            expect(!gate.isOwnForm(changed, of: session), "a form with \(sign) is none of ours")
        }
        let silent = request.changed { $0.filter { $0.name != "origin" && $0.name != "sec-fetch-site" } }
        expect(!gate.isOwnForm(silent, of: session), "a browser that says nothing is not believed")
    }
}

extension WebRequest {
    fileprivate func changed(
        _ change: ([(name: String, value: String)]) -> [(name: String, value: String)]
    ) -> WebRequest {
        WebRequest(
            method: method, target: query.isEmpty ? path : "\(path)?\(query)", fields: change(fields), body: body)
    }
}

/// What is fuzzed.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// A request to the status page.
    case requests

    func failures(for input: [UInt8]) -> [String] {
        var checks = RequestChecks()
        checks.check(input)
        return checks.failures
    }
}
