import Synchronization
import TestSupport
import Transport

@testable import OAuth

/// A token endpoint over HTTP that gives signed tokens, replaces refresh tokens and refuses used ones.
final class TokenServer: Sendable {
    struct Rules: Sendable {
        var user = "mailbridge"
        /// Seconds in which the mail server accepts a token.
        var lifetime = 3600
        /// What the answer says instead.
        var toldLifetime: Int?
        var replaces = true
        /// Answers to give instead of tokens, first one first.
        var faults: [(status: Int, headers: [(name: String, value: String)], body: String)] = []
        /// Given out instead of signed tokens, first one first.
        var tokens: [String] = []
    }

    private struct State: Sendable {
        var rules = Rules()
        var forms: [[String: String]] = []
        /// The one refresh token that counts.
        var refreshToken = "R0"
        var issued = 0
    }

    private final class Shared: Sendable {
        let state = Mutex(State())
    }

    let url: String
    private let server: ScriptedServer
    private let shared: Shared

    init(_ rules: Rules = Rules()) throws {
        let shared = Shared()
        shared.state.withLock { $0.rules = rules }
        self.shared = shared
        server = try ScriptedServer { peer, _ in
            while let request = try peer.receiveRequest() {
                let form = Self.fields(String(decoding: request.body, as: UTF8.self))
                let answer = shared.state.withLock { Self.answer(to: form, &$0) }
                try peer.respond(answer.status, headers: answer.headers, body: Array(answer.body.utf8))
            }
        }
        url = "http://127.0.0.1:\(server.port)/token"
    }

    var forms: [[String: String]] { shared.state.withLock { $0.forms } }
    var refreshToken: String { shared.state.withLock { $0.refreshToken } }
    func change(_ body: @Sendable (inout Rules) -> Void) { shared.state.withLock { body(&$0.rules) } }

    /// As an admin of the identity provider does.
    func revoke() { shared.state.withLock { $0.refreshToken = "none" } }

    private static func answer(
        to form: [String: String], _ state: inout State
    ) -> (status: Int, headers: [(name: String, value: String)], body: String) {
        state.forms.append(form)
        if !state.rules.faults.isEmpty { return state.rules.faults.removeFirst() }
        if form["client_secret"] != "secret" {
            return (401, [], #"{"error":"invalid_client","error_description":"Unknown client."}"#)
        }
        var more = ""
        if form["grant_type"] == "refresh_token" {
            guard form["refresh_token"] == state.refreshToken else {
                return (400, [], #"{"error":"invalid_grant","error_description":"Token has been revoked."}"#)
            }
            if state.rules.replaces {
                state.refreshToken = "R\(state.forms.count)"
                more = #","refresh_token":"\#(state.refreshToken)""#
            }
        }
        state.issued += 1
        let rules = state.rules
        let token =
            rules.tokens.isEmpty
            ? SignedToken.make(user: rules.user, lifetime: rules.lifetime, number: state.issued)
            : state.rules.tokens.removeFirst()
        let told = rules.toldLifetime ?? rules.lifetime
        return (200, [], #"{"access_token":"\#(token)","token_type":"Bearer","expires_in":\#(told)\#(more)}"#)
    }

    private static func fields(_ body: String) -> [String: String] {
        Dictionary(
            body.split(separator: "&").map { field in
                let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (String(parts[0]), parts.count > 1 ? decoded(parts[1]) : "")
            }, uniquingKeysWith: { first, _ in first })
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
