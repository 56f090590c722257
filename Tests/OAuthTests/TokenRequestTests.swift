import Domain
import Testing
import Transport

@testable import OAuth

@Suite struct TokenRequestTests {
    private static func body(_ grant: TokenGrant, refreshToken: Secret<String>?) -> String {
        String(decoding: grant.request(refreshToken: refreshToken).body, as: UTF8.self)
    }

    @Test("a refresh token is exchanged as RFC 6749 says, with every octet that needs it encoded")
    func refresh() {
        let grant = TokenGrant(
            endpoint: TokenEndpoint(url: "https://id.example.com/token", scope: "imap offline"), clientID: "me & you",
            clientSecret: Secret("s+1=~ü"), proof: .refreshToken(Secret("old")))
        #expect(
            Self.body(grant, refreshToken: Secret("R/1+2"))
                == "grant_type=refresh_token&refresh_token=R%2F1%2B2&client_id=me%20%26%20you"
                + "&client_secret=s%2B1%3D~%C3%BC&scope=imap%20offline")
        let request = grant.request(refreshToken: Secret("R"))
        #expect(request.method == "POST")
        #expect(request.url == "https://id.example.com/token")
        #expect(
            request.headers.contains { $0.name == "Content-Type" && $0.value == "application/x-www-form-urlencoded" })
    }

    @Test("a public client shows no secret, and without a scope none is asked for")
    func publicClient() {
        let grant = TokenGrant(
            endpoint: TokenEndpoint(url: "https://id.example.com/token"), clientID: "id", clientSecret: nil,
            proof: .refreshToken(Secret("R")))
        #expect(
            Self.body(grant, refreshToken: grant.configuredToken)
                == "grant_type=refresh_token&refresh_token=R&client_id=id")
    }

    @Test(
        "client id and secret go as HTTP's Basic, encoded as RFC 6749 says or as they are",
        arguments: [(.basic, "Basic aWQ6cyUyQiUyRiUzRA=="), (.plainBasic, "Basic aWQ6cysvPQ==")]
            as [(TokenGrant.ClientAuthentication, String)])
    func basic(_ authentication: TokenGrant.ClientAuthentication, _ expected: String) {
        let grant = TokenGrant(
            endpoint: TokenEndpoint(url: "https://id.example.com/token"), clientID: "id", clientSecret: Secret("s+/="),
            proof: .clientCredentials, authentication: authentication)
        let request = grant.request(refreshToken: nil)
        #expect(request.headers.first { $0.name == "Authorization" }?.value == expected)
        #expect(String(decoding: request.body, as: UTF8.self) == "grant_type=client_credentials")
    }

    @Test("Microsoft: an application asks for what the directory grants it")
    func microsoftApplication() {
        let endpoint = TokenEndpoint.microsoft(tenant: "contoso.com", for: .imap, asApplication: true)
        #expect(endpoint.url == "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token")
        let grant = TokenGrant(
            endpoint: endpoint, clientID: "id", clientSecret: Secret("s"), proof: .clientCredentials)
        #expect(
            Self.body(grant, refreshToken: nil) == "grant_type=client_credentials&client_id=id&client_secret=s"
                + "&scope=https%3A%2F%2Foutlook.office365.com%2F.default")
    }

    @Test("Microsoft names reading and sending in different scopes, Google in one")
    func scopes() {
        #expect(
            TokenEndpoint.microsoft(tenant: "t", for: .imap, asApplication: false).scope
                == "https://outlook.office.com/IMAP.AccessAsUser.All offline_access")
        #expect(
            TokenEndpoint.microsoft(tenant: "t", for: .submission, asApplication: false).scope
                == "https://outlook.office.com/SMTP.Send offline_access")
        #expect(TokenEndpoint.google.scope == "https://mail.google.com/")
    }
}
