import Testing
import Transport

@testable import Marketplaces

@Suite("Back Market's errors") struct BackMarketProblemTests {
    @Test(
        "all generations of bodies are read, and refusals without one explained",
        arguments: [
            (
                400, #"{"error":{"code":"E009","message":"Validation error"},"requestId":"r1"}"#,
                "Validation error (request r1)"
            ),
            (
                422,
                #"{"error":{"code":"E009","message":"Validation error"},"data":{"fields":{"orderId":["An integer is needed."]}}}"#,
                "Validation error; orderId: An integer is needed."
            ),
            (
                400,
                #"{"errors":[{"code":"E1","message":"one"},{"code":"E2","message":"two","target":"x"}],"requestId":7}"#,
                "one; x: two (request 7)"
            ),
            (
                404,
                #"{"error":{"code":"E3","message":"gone"},"status":404,"title":"Not found","type":"/errors/x","requestId":"r"}"#,
                "Not found; gone (request r)"
            ),
            (
                400,
                #"{"type":"/errors/bad-request","title":"Bad","status":400,"detail":"More","errors":[{"title":"Taken","target":"email"}]}"#,
                "More; email: Taken"
            ),
            (401, "", "Back Office"), (403, "", "may not do this"), (404, "", "another seller's"),
            (413, "<html>", "10 files of 3 MB"),
            (403, "<!DOCTYPE html>", "takes this machine for a bot"),
            (403, #"{"errors":[{"code":"bot-need-challenge","message":"challenge"}]}"#, "takes this machine for a bot"),
            (400, #"{"error":"plain words"}"#, "plain words"), (400, #"{"error":{"code":12}}"#, "12"),
            (400, #"{"message":"simple"}"#, "simple"),
        ] as [(Int, String, String)])
    func generations(status: Int, body: String, words: String) {
        let problem = BackMarketProblem(HTTPResponse(status: status, body: Array(body.utf8)))
        #expect(problem.explanation?.contains(words) == true, "\(problem.explanation ?? "nothing")")
    }

    @Test(
        "what cannot be read explains nothing",
        arguments: [(500, ""), (502, "<html>"), (400, "[]"), (400, #"{"errors":{}}"#)])
    func nothing(status: Int, body: String) {
        #expect(BackMarketProblem(HTTPResponse(status: status, body: Array(body.utf8))).explanation == nil)
    }
}
