import Domain
import Testing
import Transport

@testable import OAuth

@Suite struct TokenAnswerTests {
    private static func read(
        _ body: String, status: Int = 200, retryAfter: Duration? = nil
    ) throws(OAuthError) -> TokenAnswer {
        try TokenAnswer(
            HTTPResponse(status: status, body: Array(body.utf8), retryAfter: retryAfter),
            secrets: [Secret("hunter2"), Secret("R0")])
    }

    private static func error(_ body: String, status: Int, retryAfter: Duration? = nil) -> OAuthError? {
        do throws(OAuthError) {
            _ = try read(body, status: status, retryAfter: retryAfter)
            return nil
        } catch {
            return error
        }
    }

    @Test("token, time and new refresh token are read")
    func tokens() throws {
        let answer = try Self.read(
            #"{"token_type":"bearer","scope":"x","expires_in":3599,"ext_expires_in":1,"access_token":"A.b-c","refresh_token":"R1"}"#
        )
        #expect(answer.accessToken.reveal() == "A.b-c")
        #expect(answer.lifetime == .seconds(3599))
        #expect(answer.refreshToken?.reveal() == "R1")
        #expect(!"\(answer)".contains("A.b-c"))
    }

    @Test(
        "lifetimes as servers write them",
        arguments: [
            ("3600", 3600), ("\"3599\"", 3599), ("0", 0), ("-5", 0), ("1e99", 366 * 86_400), ("null", 3600),
            ("\"soon\"", 3600), ("[]", 3600), ("12.0", 12),
        ] as [(String, Int)])
    func lifetimes(text: String, seconds: Int) throws {
        let answer = try Self.read(#"{"access_token":"A","expires_in":\#(text)}"#)
        #expect(answer.lifetime == .seconds(seconds))
    }

    @Test(
        "what is no token is a fault of the server's, and a later try may help",
        arguments: [
            "", "{}", "[]", "null", "<html>", #"{"access_token":""}"#, #"{"access_token":7}"#,
            #"{"access_token":"a b"}"#, #"{"access_token":"a\u0001b"}"#, #"{"access_token":"ä"}"#,
            #"{"access_token":"A","refresh_token":"a\nb"}"#, #"{"access_token":"A""#,
            #"{"access_token":"\#(String(repeating: "a", count: 16_385))"}"#,
            String(repeating: " ", count: 65_537),
        ])
    func noToken(body: String) {
        let error = Self.error(body, status: 200)
        #expect(error?.kind == .protocolViolation)
        #expect(error?.retry == .later)
        #expect((error?.detail.count ?? 0) < 200)
    }

    @Test("bearer tokens are known by the words of each server", arguments: ["Bearer", "bearer", "User Access Token"])
    func bearers(type: String) throws {
        #expect(try Self.read(#"{"access_token":"A","token_type":"\#(type)"}"#).accessToken.reveal() == "A")
    }

    @Test("tokens that are not shown as bearer are of no use")
    func tokenType() {
        let error = Self.error(#"{"access_token":"A","token_type":"mac"}"#, status: 200)
        #expect(error?.kind == .protocolViolation)
        #expect(error?.retry == .never)
    }

    @Test(
        "a refusal says whose fault it is and whether a retry helps",
        arguments: [
            (400, #"{"error":"invalid_grant"}"#, .credentials, .never),
            (401, #"{"error":"invalid_client"}"#, .credentials, .never),
            (200, #"{"error":"invalid_grant"}"#, .credentials, .never),
            (400, #"{"error":"invalid_scope"}"#, .configuration, .never),
            (400, #"{"error":"unauthorized_client"}"#, .configuration, .never),
            (401, #"{"error":"unauthorized_client"}"#, .credentials, .never),
            (400, #"{"error":"temporarily_unavailable"}"#, .unavailable, .later),
            (400, #"{"error":"something_new"}"#, .protocolViolation, .later),
            (500, #"{"error":"invalid_grant"}"#, .unavailable, .later),
            (503, "", .unavailable, .later), (429, "{}", .unavailable, .later),
            (401, "no", .credentials, .never), (403, "", .credentials, .never),
            (404, "<html>", .configuration, .never), (302, "", .configuration, .never),
            (418, "", .protocolViolation, .later), (204, "", .protocolViolation, .later),
            (400, #"{"error":{"code":400,"message":"x"}}"#, .protocolViolation, .later),
        ] as [(Int, String, OAuthError.Kind, RetryAdvice)])
    func refusals(status: Int, body: String, kind: OAuthError.Kind, retry: RetryAdvice) {
        let error = Self.error(body, status: status)
        #expect(error?.kind == kind)
        #expect(error?.retry == retry)
    }

    @Test("a time that the server names is passed on")
    func retryAfter() {
        #expect(Self.error("", status: 429, retryAfter: .seconds(30))?.retry == .after(.seconds(30)))
        #expect(Self.error("", status: 503, retryAfter: .seconds(30))?.retry == .after(.seconds(30)))
    }

    @Test("the server's words are shown on one short line, without addresses and without what we sent")
    func words() {
        let error = Self.error(
            #"{"error":"invalid_grant","error_description":"AADSTS50034: The user anna@example.com\r\ndoes not\u202e exist"}"#,
            status: 400)
        #expect(error?.detail == "HTTP 400, invalid_grant: AADSTS50034: The user <address> does not exist")
        let echo = Self.error(
            #"{"error":"invalid_client","error_description":"bad secret hunter2"}"#, status: 401)
        #expect(echo?.detail == "HTTP 401, invalid_client")
        let long = Self.error(
            #"{"error":"\#(String(repeating: "x", count: 9000))","error_description":"\#(String(repeating: "y", count: 9000))"}"#,
            status: 400)
        #expect((long?.detail.count ?? 0) < 300)
    }
}
