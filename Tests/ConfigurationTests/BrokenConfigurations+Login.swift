extension BrokenConfigurations {
    static let login: [Broken] = [
        .minimal("an unknown login", in: .mailbox, "auth = ^\"xoauth\"", "did you mean \"xoauth2\"?"),
        .minimal("a login in capitals", in: .mailbox, "auth = ^\"OAUTHBEARER\"", "expected \"password\", \"xoauth2\""),
        .minimal(
            "a token with a password login", in: .mailbox, "^token = { env = \"T\" }",
            "only with auth = \"xoauth2\" or \"oauthbearer\""),
        .minimal(
            "oauth with a password login", in: .mailbox, "^oauth = { provider = \"google\" }",
            "only with auth = \"xoauth2\" or \"oauthbearer\""),
        .minimal(
            "a password with a token login", in: .mailbox,
            "auth = \"xoauth2\"\ntoken = { env = \"T\" }\n^password = { env = \"P\" }", without: ["password"],
            "needs \"token\" or \"oauth\" instead"),
        tokens("no token", "auth = \"oauthbearer\"", "needs the key \"token\" or \"oauth\" for auth = \"oauthbearer\""),
        tokens(
            "a token and oauth", "auth = \"xoauth2\"\n^token = { env = \"T\" }\noauth = { \(user) }",
            "leave one of the two out"),
        tokens("oauth that is no table", "auth = \"xoauth2\"\noauth = ^\"google\"", "expected a table"),
        oauth("an unknown provider", "provider = ^\"gogle\", \(client)", "did you mean \"google\"?"),
        oauth(
            "no provider", "client_id = \"c\", refresh_token = { env = \"R\" }",
            "needs the key \"provider\" (\"microsoft\" or \"google\") or \"token_url\"", atTable: true),
        oauth("no client", "provider = \"google\", refresh_token = { env = \"R\" }", "\"client_id\"", atTable: true),
        oauth(
            "a secret in the file", "provider = \"google\", client_id = \"c\", refresh_token = ^\"1//0abc\"",
            "must not stand in the configuration"),
        oauth(
            "neither user nor application", "token_url = \"https://id.example.com/token\", client_id = \"c\"",
            "needs the key \"refresh_token\" for a user's mailbox, or \"client_secret\"", atTable: true),
        oauth(
            "Google without a user", "provider = \"google\", client_id = \"c\", client_secret = { env = \"S\" }",
            "Google opens a mailbox to its user only", atTable: true),
        oauth(
            "Microsoft without a directory", "provider = \"microsoft\", \(client)", "needs the key \"tenant\"",
            atTable: true),
        oauth(
            "a directory that is none", "provider = \"microsoft\", tenant = ^\"a/b\", \(client)",
            "expected the directory's id or domain"),
        oauth(
            "an application in every directory",
            "provider = \"microsoft\", tenant = ^\"common\", client_id = \"c\", client_secret = { env = \"S\" }",
            "write its id instead of \"common\""),
        oauth(
            "a directory at Google", "provider = \"google\", ^tenant = \"x\", \(client)",
            "only with provider = \"microsoft\""),
        oauth(
            "a directory beside an address",
            "provider = \"microsoft\", ^tenant = \"x\", token_url = \"https://id.example.com/t\", \(client)",
            "names the directory already"),
        oauth("an address in plain text", "token_url = ^\"http://id.example.com/t\", \(client)", "write \"https://"),
        oauth("an address with a query", "token_url = ^\"https://id.example.com/t?x\", \(client)", "must not hold"),
        oauth("a scope with two blanks", "provider = \"google\", scope = ^\"a  b\", \(client)", "single blanks"),
        oauth(
            "a misspelt key", "provider = \"google\", ^refreshtoken = { env = \"R\" }, \(client)",
            "did you mean \"refresh_token\"?"),
        .minimal(
            "a token without user", in: .end,
            "[submission]\nurl = \"smtps://mail.example.com\"\nauth = \"xoauth2\"\n^token = { env = \"P\" }",
            "has token but no \"user\""),
        .minimal(
            "a login with tokens and nothing else", in: .end,
            "^[submission]\nurl = \"smtps://mail.example.com\"\n^auth = \"xoauth2\"",
            "needs the key \"token\" or \"oauth\"", "has auth but no \"user\""),
    ]

    private static let client = "client_id = \"c\", refresh_token = { env = \"R\" }"
    private static let user = "provider = \"google\", \(client)"

    /// A mailbox with these lines instead of the password.
    private static func tokens(_ name: String, _ lines: String, _ piece: String) -> Broken {
        .minimal(name, in: .mailbox, lines, without: ["password"], piece)
    }

    /// A mailbox with this table `oauth`.
    private static func oauth(_ name: String, _ fields: String, _ piece: String, atTable: Bool = false) -> Broken {
        tokens(name, "auth = \"xoauth2\"\noauth = \(atTable ? "^" : ""){ \(fields) }", piece)
    }
}
