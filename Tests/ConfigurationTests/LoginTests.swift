import Domain
import OAuth
import Testing

@testable import Configuration

@Suite("Logins") struct LoginTests {
    private static let values = ["P": "p", "K": "k", "T": "token", "S": "secret", "R": "refresh"]

    /// The login of a mailbox with these lines instead of a password.
    private static func login(_ lines: String) throws -> Login {
        let text = Broken.minimalText.replacing("password = { env = \"P\" }", with: lines)
        return try text.checked().resolved(SecretReader(environment: values)).mailboxes[0].login
    }

    private static func grant(_ lines: String) throws -> TokenGrant {
        guard case .tokens(let grant) = try login(lines).proof else { throw NoGrant() }
        return grant
    }

    private struct NoGrant: Error {}

    @Test("a token can stand for itself", arguments: [Login.Method.xoauth2, .oauthBearer])
    func fixedToken(method: Login.Method) throws {
        let login = try Self.login("auth = \"\(method.rawValue)\"\ntoken = { env = \"T\" }")
        #expect(login.method == method)
        #expect(login.fixedSecret == "token")
    }

    @Test("Google: a user's refresh token")
    func google() throws {
        let grant = try Self.grant(
            """
            auth = "xoauth2"
            oauth = { provider = "google", client_id = "c", client_secret = { env = "S" }, refresh_token = { env = "R" } }
            """)
        #expect(grant.endpoint == .google)
        #expect(grant.clientID == "c")
        #expect(grant.clientSecret?.reveal() == "secret")
        #expect(grant.refreshToken == "refresh")
    }

    @Test("Microsoft: an application's own rights, in a table of its own")
    func application() throws {
        let text = """
            auth = "xoauth2"
            [mailbox.oauth]
            provider = "microsoft"
            tenant = "contoso.onmicrosoft.com"
            client_id = "c"
            client_secret = { env = "S" }
            """
        let grant = try Self.grant(text)
        #expect(
            grant.endpoint
                == .microsoft(tenant: "contoso.onmicrosoft.com", for: .imap, asApplication: true))
        #expect(grant.refreshToken == nil)
    }

    @Test("a public client has no secret, and anything of a provider's can be said otherwise")
    func overrides() throws {
        let grant = try Self.grant(
            """
            auth = "oauthbearer"
            oauth = { provider = "microsoft", token_url = "https://login.microsoftonline.us/x/oauth2/v2.0/token", \
            client_id = "c", refresh_token = { env = "R" }, scope = "a b", ca_file = "/etc/ca.pem" }
            """.replacing("\\\n", with: ""))
        #expect(
            grant.endpoint
                == TokenEndpoint(
                    url: "https://login.microsoftonline.us/x/oauth2/v2.0/token", scope: "a b", caFile: "/etc/ca.pem"))
        #expect(grant.clientSecret == nil)
        #expect(grant.refreshToken == "refresh")
    }

    @Test("any other server is named by its address; a scope is asked for only if one is given")
    func other() throws {
        let grant = try Self.grant(
            """
            auth = "oauthbearer"
            oauth = { token_url = "https://id.example.com/token/", client_id = "c", client_secret = { env = "S" } }
            """)
        #expect(grant.endpoint == TokenEndpoint(url: "https://id.example.com/token/"))
    }

    @Test("submission asks for the right to send")
    func submission() throws {
        let text =
            Broken.minimalText + """
                [submission]
                url = "smtp://smtp.office365.com"
                user = "shop@example.com"
                auth = "xoauth2"
                oauth = { provider = "microsoft", tenant = "common", client_id = "c", refresh_token = { env = "R" } }
                """
        let settings = try text.checked().resolved(SecretReader(environment: Self.values)).submission
        guard case .tokens(let grant) = settings?.login?.proof else { throw NoGrant() }
        #expect(grant.endpoint.scope?.contains("SMTP.Send") == true)
    }

    @Test("show-config shows where the secrets lie, and loads again")
    func shown() throws {
        let text = Broken.minimalText.replacing(
            "password = { env = \"P\" }",
            with: """
                auth = "xoauth2"
                oauth = { provider = "google", client_id = "c", refresh_token = { file = "/etc/r" } }
                """)
        let shown = try text.checked().shown.text()
        #expect(
            shown.contains(
                "oauth = { provider = \"google\", client_id = \"c\", refresh_token = { file = \"/etc/r\" } }\n"))
        #expect(try shown.checked().shown.text() == shown)
    }

    @Test("a secret that is missing is named with its place")
    func missing() throws {
        let text = Broken.minimalText.replacing(
            "password = { env = \"P\" }",
            with: """
                auth = "xoauth2"
                oauth = { provider = "google", client_id = "c", refresh_token = { env = "NONE" } }
                """)
        let checked = try text.checked()
        #expect(checked.secrets.count == 2)
        let error = #expect(throws: ConfigurationProblems.self) {
            try checked.resolved(SecretReader(environment: Self.values))
        }
        #expect(error?.description.contains("secret refresh_token: the environment has no variable NONE") == true)
    }

    @Test("the logins in the remarks of the example work as they stand there")
    func example() throws {
        let remarks = try Example.text().split(separator: "\n").filter { $0.hasPrefix("#   ") && $0.contains(" = ") }
        let logins = remarks.filter { $0.contains("oauth = ") }
        #expect(logins.count == 3)
        for login in logins {
            let lines = "auth = \"xoauth2\"\n\(login.dropFirst(4))"
            let text = Broken.minimalText.replacing("password = { env = \"P\" }", with: lines)
            #expect(text.problems().isEmpty, "\(login): \(text.problems())")
        }
    }
}

extension Login {
    /// Password or token, where the configuration names it itself.
    var fixedSecret: String? { if case .secret(let secret) = proof { secret.reveal() } else { nil } }
}

extension TokenGrant {
    fileprivate var refreshToken: String? { if case .refreshToken(let token) = proof { token.reveal() } else { nil } }
}
