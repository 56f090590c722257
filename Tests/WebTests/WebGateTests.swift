import Domain
import Testing
import Wire

@testable import Web

@Suite("who may see the page")
struct WebGateTests {
    private static let now = Timestamp(seconds: 1_795_341_600)
    private static let random = [UInt8](repeating: 7, count: 16)
    private static let host = (name: "Host", value: "127.0.0.1:8425")
    private static let tokenGate = WebGate(key: .token(Secret("correct-horse")), hosts: HostRule(names: ["mb.example"]))
    private static let passwordGate = WebGate(
        key: .password(user: "admin", Secret("correct-horse")), hosts: HostRule(names: []))

    private enum Word: String { case welcome, stranger, wrongKey, wrongHost }

    private static func word(
        _ gate: WebGate, _ fields: [(name: String, value: String)], at time: Timestamp = now
    ) -> Word {
        switch gate.verdict(on: WebRequest(method: "GET", target: "/", fields: fields), at: time, random: random) {
        case .welcome: .welcome
        case .stranger: .stranger
        case .wrongKey: .wrongKey
        case .wrongHost: .wrongHost
        }
    }

    private static func session(_ gate: WebGate) throws -> WebSession {
        try #require(gate.session(for: "correct-horse", at: now, random: random))
    }

    @Test(
        "a page whose name was pointed at this machine gets nothing",
        arguments: [
            ("127.0.0.1:8425", true), ("localhost", true), ("[::1]:8425", true), ("MB.example", true),
            ("mb.example:443", true), ("evil.example", false), ("127.0.0.1.evil.example", false), ("", false),
            ("localhost.evil.example:8425", false), ("evil.example#localhost", false), ("[::1", true), ("[::2]", false),
        ])
    func hosts(host: String, isKnown: Bool) {
        let fields = [(name: "Host", value: host), ("Authorization", "Bearer correct-horse")]
        #expect(Self.word(Self.tokenGate, fields) == (isKnown ? .welcome : .wrongHost))
    }

    @Test("without a host, or with two, nobody is let in")
    func oddHosts() {
        #expect(Self.word(Self.tokenGate, []) == .wrongHost)
        #expect(Self.word(Self.tokenGate, [Self.host, Self.host]) == .wrongHost)
    }

    @Test(
        "tokens",
        arguments: [
            ("Bearer correct-horse", "welcome"), ("bearer correct-horse", "welcome"),
            ("Bearer correct-hors", "wrongKey"),
            ("Bearer correct-horse2", "wrongKey"), ("Bearer", "wrongKey"), ("", "wrongKey"),
            ("Basic \(base64(Array("admin:correct-horse".utf8)))", "wrongKey"),
        ])
    func tokens(field: String, word: String) {
        #expect(Self.word(Self.tokenGate, [Self.host, ("Authorization", field)]).rawValue == word)
    }

    @Test(
        "names and passwords",
        arguments: [
            ("admin:correct-horse", "welcome"), ("admin:correct-horse ", "wrongKey"),
            ("Admin:correct-horse", "wrongKey"),
            ("admin:", "wrongKey"), ("", "wrongKey"), ("correct-horse", "wrongKey"),
        ])
    func passwords(pair: String, word: String) {
        let field = "Basic \(base64(Array(pair.utf8)))"
        #expect(Self.word(Self.passwordGate, [Self.host, ("Authorization", field)]).rawValue == word)
        #expect(Self.word(Self.passwordGate, [Self.host, ("Authorization", "Bearer correct-horse")]) == .wrongKey)
        #expect(Self.word(Self.passwordGate, [Self.host]) == .stranger)
    }

    @Test("a session opens the page until it ends; with a password it proves nothing by itself")
    func sessions() throws {
        let cookie = "mailbridge=\(try Self.session(Self.tokenGate).cookie)"
        #expect(Self.word(Self.tokenGate, [Self.host, ("Cookie", cookie)]) == .welcome)
        #expect(Self.word(Self.tokenGate, [Self.host, ("Cookie", "a=b; \(cookie)")]) == .welcome)
        #expect(Self.word(Self.tokenGate, [Self.host, ("Cookie", "\(cookie); \(cookie)")]) == .stranger)
        let end = Self.now + WebSession.lifetime
        #expect(Self.word(Self.tokenGate, [Self.host, ("Cookie", cookie)], at: end) == .stranger)
        let other = WebGate(key: .token(Secret("another-secret")), hosts: HostRule(names: []))
        #expect(Self.word(other, [Self.host, ("Cookie", cookie)]) == .stranger)
        #expect(Self.word(Self.passwordGate, [Self.host, ("Cookie", cookie)]) == .stranger)
        #expect(Self.tokenGate.session(for: "wrong", at: Self.now, random: Self.random) == nil)
    }

    @Test("a session that was changed anywhere is none")
    func forgedSessions() throws {
        let bytes = Array(try Self.session(Self.tokenGate).cookie.utf8)
        for index in bytes.indices {
            for byte in [UInt8(ascii: "0"), UInt8(ascii: "."), UInt8(ascii: "f")] where bytes[index] != byte {
                var forged = bytes
                forged[index] = byte
                let cookie = "mailbridge=\(String(decoding: forged, as: UTF8.self))"
                #expect(Self.word(Self.tokenGate, [Self.host, ("Cookie", cookie)]) == .stranger)
            }
        }
        for cookie in ["", "..", "a.9223372036854775807.b", String(repeating: "9", count: 10_000)] {
            #expect(Self.word(Self.tokenGate, [Self.host, ("Cookie", "mailbridge=\(cookie)")]) == .stranger)
        }
    }

    @Test("a form is acted upon only if browser and page say that it is ours")
    func forms() throws {
        let gate = Self.tokenGate
        let session = try Self.session(gate)
        let own = "form=\(gate.formToken(of: session))"
        func isOwn(_ body: String, _ fields: [(name: String, value: String)], type: String? = nil) -> Bool {
            let all = [Self.host, ("Content-Type", type ?? "application/x-www-form-urlencoded")] + fields
            return gate.isOwnForm(
                WebRequest(method: "POST", target: "/queue", fields: all, body: Array(body.utf8)), of: session)
        }
        let here = [(name: "Origin", value: "http://127.0.0.1:8425"), ("Sec-Fetch-Site", "same-origin")]
        #expect(isOwn(own, here))
        #expect(isOwn("entry=1&\(own)", [here[0]]))
        #expect(isOwn(own, [here[1]]))
        #expect(isOwn(own, [("Origin", "https://127.0.0.1:8425")]))
        #expect(!isOwn(own, []))
        for origin in ["null", "http://evil.example", "http://127.0.0.1:9999", "http://127.0.0.1:8425.evil.example"] {
            #expect(!isOwn(own, [("Origin", origin), here[1]]))
        }
        for site in ["cross-site", "same-site", "none"] { #expect(!isOwn(own, [here[0], ("Sec-Fetch-Site", site)])) }
        #expect(!isOwn("", here))
        #expect(!isOwn("form=", here))
        #expect(!isOwn("\(own)&\(own)", here))
        #expect(!isOwn(String(own.dropLast()), here))
        #expect(!isOwn(own, here, type: "text/plain"))
        let another = try #require(gate.session(for: "correct-horse", at: Self.now, random: Array(0..<16)))
        #expect(!isOwn("form=\(gate.formToken(of: another))", here))
    }

    @Test("the cookie is kept from scripts, other sites and, behind a proxy with TLS, from plain connections")
    func cookie() throws {
        let session = try Self.session(Self.tokenGate)
        let plain = Self.tokenGate.cookieField(session, for: WebRequest(method: "GET", target: "/")).value
        #expect(plain.hasSuffix("HttpOnly; SameSite=Strict"))
        let request = WebRequest(method: "GET", target: "/", fields: [("X-Forwarded-Proto", "https")])
        #expect(Self.tokenGate.cookieField(session, for: request).value.hasSuffix("; Secure"))
        #expect(Self.tokenGate.cookieField(nil, for: request).value.contains("Max-Age=0"))
    }

    @Test("after ten wrong keys nobody may try for a minute")
    func throttle() {
        var keys = WrongKeys()
        for _ in 0..<WrongKeys.most {
            let may = keys.mayTry(at: Self.now)
            #expect(may)
            keys.note(at: Self.now)
        }
        let early = keys.mayTry(at: Self.now + .seconds(59))
        let later = keys.mayTry(at: Self.now + .seconds(60))
        #expect(!early && later)
    }

    @Test("every answer forbids to be kept, framed and guessed at; a page runs its own script only")
    func precautions() {
        let answers = [
            WebResponse.text(200, "x"), .seeOther("queue"), .page([], script: "S", style: "T"),
        ]
        for answer in answers {
            let fields = Dictionary(answer.fields.map { ($0.name, $0.value) }) { first, _ in first }
            #expect(fields["Cache-Control"] == "no-store")
            #expect(fields["X-Content-Type-Options"] == "nosniff")
            #expect(fields["X-Frame-Options"] == "DENY")
            #expect(fields["Content-Security-Policy"]?.contains("default-src 'none'") == true)
            #expect(fields["Content-Security-Policy"]?.contains("unsafe") == false)
        }
        let policies = answers.map { answer in
            answer.fields.filter { $0.name == "Content-Security-Policy" }.map(\.value).joined(separator: "; ")
        }
        let sources = policies.map { $0.split(separator: "; ").filter { $0.hasPrefix("script-src") } }
        #expect(sources == [[], [], ["script-src 'sha256-S'"]])
        #expect(policies.last?.contains("style-src 'sha256-T'") == true)
    }
}
