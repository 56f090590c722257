/// JSON Web Tokens (HS256) with the claims `sub` mailbridge, `iat` 1700000000, `exp` 4000000000.
public enum TestToken {
    public static let secret = "a secret of the tests"
    public static let valid = claims + ".3KfaqMDAlwWH8PzHuXTQ5jpdjhQ91j-9HCsviMi94lg"
    /// Signed with another secret.
    public static let forged = claims + ".VBY5wq7z7oL4YYBUqpqLMEb5opdV0i_NFhrV7qQBOlk"

    private static let claims =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
        + "eyJzdWIiOiJtYWlsYnJpZGdlIiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjQwMDAwMDAwMDB9"
}
