import Testing
import Transport

@testable import Marketplaces

@Suite("eBay's errors") struct EbayProblemTests {
    private static func problem(_ body: String, status: Int = 400) -> EbayProblem {
        EbayProblem(HTTPResponse(status: status, body: Array(body.utf8)))
    }

    @Test(
        "known errors say what to do, unknown ones what eBay says",
        arguments: [
            (#"{"errors":[{"errorId":355013,"message":"too long"}]}"#, "shorten it (eBay 355013)"),
            (#"{"errors":[{"errorId":"355006"}]}"#, "does not know this buyer (any more) (eBay 355006)"),
            (#"{"errors":[{"errorId":215120,"message":"x"}]}"#, "digital signature"),
            (
                #"{"errors":[{"errorId":99999,"message":"short","longMessage":"long words"}]}"#,
                "long words (eBay 99999)"
            ),
            (#"{"errors":[{"message":"no id"}]}"#, "no id"), (#"{"errors":[{"errorId":4}]}"#, "error 4 (eBay 4)"),
            (
                #"{"errors":[{"errorId":355014,"parameters":[{"name":"mediaName","value":"a.pdf"}]}]}"#,
                "mediaName a.pdf"
            ),
            (#"{"errorMessage":{"error":[{"errorId":1616,"message":"cannot cancel"}]}}"#, "cannot cancel (eBay 1616)"),
            (#"{"error":[{"errorId":1,"message":"older form"}]}"#, "older form"),
            (#"{"errors":[{"errorId":1100},{"errorId":335000}]}"#, "lacks a right"),
        ] as [(String, String)])
    func sentences(body: String, words: String) {
        #expect(Self.problem(body).explanation?.contains(words) == true)
    }

    @Test(
        "what is no error body explains nothing",
        arguments: ["", "<html>", "[]", "null", #"{"errors":{}}"#, #"{"errors":[7]}"#])
    func nothing(body: String) {
        #expect(Self.problem(body).explanation == nil)
        #expect(!Self.problem(body).isMissing)
    }
}
