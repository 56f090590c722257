import Domain
import OAuth

extension Walk {
    /// What a login is proven with, before its secrets are fetched.
    struct LoginProof {
        var references: [SecretSlot.Placed]
        /// Gets one value per reference, in order.
        var make: @Sendable ([Secret<String>]) -> Login.Proof
    }

    /// `password`, or `token` or `oauth`, as `auth` has it.
    func loginProof(
        _ table: TableReader, _ method: Login.Method, for service: TokenEndpoint.Service
    ) -> LoginProof? {
        if method == .password {
            table.refuse(["token", "oauth"], because: "only with auth = \"xoauth2\" or \"oauthbearer\"")
            return fixedSecret(table, "password")
        }
        table.refuse(["password"], because: "auth = \"\(method.rawValue)\" needs \"token\" or \"oauth\" instead")
        if table.has("oauth") {
            table.refuse(["token"], because: "\"oauth\" gets tokens by itself; leave one of the two out")
            return tokens(table, for: service)
        }
        _ = table.node("oauth")
        if table.has("token") { return fixedSecret(table, "token") }
        _ = table.node("token")
        table.report.add(
            "\(table.name) needs the key \"token\" or \"oauth\" for auth = \"\(method.rawValue)\"", at: table.place)
        return nil
    }

    private func fixedSecret(_ table: TableReader, _ key: String) -> LoginProof? {
        guard let secret = table.require(key, .secret) else { return nil }
        return LoginProof(references: [placed(secret, key)]) { .secret($0[0]) }
    }

    private func tokens(_ table: TableReader, for service: TokenEndpoint.Service) -> LoginProof? {
        guard let node = table.node("oauth"), let inner = table.inline("oauth") else { return nil }
        let proof = grant(inner, for: service)
        table.show("oauth", inner.finishInline(), at: node)
        return proof
    }

    private func grant(_ table: TableReader, for service: TokenEndpoint.Service) -> LoginProof? {
        let isApplication = !table.has("refresh_token")
        let endpoint = endpoint(table, for: service, asApplication: isApplication)
        let client = table.require("client_id", .text)
        if isApplication, !table.has("client_secret") {
            table.report.add(
                "oauth needs the key \"refresh_token\" for a user's mailbox, or \"client_secret\" for an application's"
                    + " own rights", at: table.place)
        }
        let secret = table.optional("client_secret", .secret)
        let token = table.optional("refresh_token", .secret)
        // What was set and has a mistake is missing here, and reported.
        guard let endpoint, let client, table.has("client_secret") == (secret != nil),
            isApplication == (token == nil), !isApplication || secret != nil
        else { return nil }
        let references = [secret.map { placed($0, "client_secret") }, token.map { placed($0, "refresh_token") }]
        let hasSecret = secret != nil
        return LoginProof(references: references.compactMap(\.self)) { values in
            .tokens(
                TokenGrant(
                    endpoint: endpoint, clientID: client, clientSecret: hasSecret ? values[0] : nil,
                    proof: isApplication ? .clientCredentials : .refreshToken(values[hasSecret ? 1 : 0])))
        }
    }

    private func placed(_ secret: PlacedSecret, _ key: String) -> SecretSlot.Placed {
        SecretSlot.Placed(key: key, reference: secret.value, place: secret.place)
    }
}
