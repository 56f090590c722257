import Domain
import Testing
import Transport
import Wire

@testable import Marketplaces

@Suite("Amazon's reports on feeds") struct AmazonReportTests {
    private static func report(_ processed: Int, _ successful: Int, _ failed: Int, results: String = "") -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- made by hand -->
        <AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="a>b.xsd">
         <MessageType>ProcessingReport</MessageType><Message><MessageID>1</MessageID><ProcessingReport>
          <StatusCode>Complete</StatusCode>
          <ProcessingSummary><MessagesProcessed>\(processed)</MessagesProcessed>
           <MessagesSuccessful>\(successful)</MessagesSuccessful><MessagesWithError> \(failed) </MessagesWithError>
           <MessagesWithWarning/></ProcessingSummary>\(results)
         </ProcessingReport></Message></AmazonEnvelope>
        """
    }

    private static func result(_ code: String, _ number: String, _ text: String) -> String {
        "<Result><MessageID>1</MessageID><ResultCode>\(code)</ResultCode><ResultMessageCode>\(number)</ResultMessageCode>"
            + "<ResultDescription>\(text)</ResultDescription><AdditionalInfo><SKU>x</SKU></AdditionalInfo></Result>"
    }

    @Test(
        "what a report means",
        arguments: [
            (report(1, 1, 0), ActionOutcome.done(note: nil)),
            (report(1, 1, 0, results: result("Warning", "5", "late")), .done(note: "late (5)")),
            (
                report(1, 0, 1, results: result("Error", "18028", "not\n  known &amp; <![CDATA[<gone>]]>")),
                .failed(reason: "not known & <gone> (18028)")
            ),
            (report(1, 1, 0, results: result("Error", "", "")), .failed(reason: "Error")),
            (
                report(1, 0, 1, results: result("Error", "7", "ask anna@example.org &#x41;&#66;")),
                .failed(reason: "ask <address> AB (7)")
            ),
            (report(1, 0, 1), .failed(reason: "Amazon reports a fault and does not say which")),
            (report(0, 0, 0), .failed(reason: "Amazon did not process it")), ("<AmazonEnvelope/>", .impossible),
        ])
    func outcomes(text: String, expected: ActionOutcome) throws {
        #expect(try AmazonProcessingReport(Array(text.utf8)).outcome == expected)
    }

    @Test("a report in Latin 1 is read")
    func latin() throws {
        let text = Self.report(1, 0, 1, results: Self.result("Error", "1", "Käufer"))
        let report = try AmazonProcessingReport(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
        #expect(report.outcome == .failed(reason: "Käufer (1)"))
    }

    @Test(
        "what is no XML is refused, and traps nowhere",
        arguments: [
            "", "text", "<a>", "<a></b>", "</a>", "<a", "<a b='", "<!--", "<![CDATA[", "<?xml", "<a>&bomb;</a>",
            "<a>&</a>",
            "<a>&#x;</a>", "<a>&#99999999999;</a>", "<>x</>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            String(repeating: "<a>", count: 100_000), "<html><body>Server is down",
        ])
    func broken(text: String) {
        #expect(throws: XMLError.self) { try AmazonProcessingReport(Array(text.utf8)) }
    }

    @Test("a report cut at any byte is refused or says nothing")
    func cut() throws {
        let bytes = Array(Self.report(1, 1, 0, results: Self.result("Error", "1", "x")).utf8)
        for count in 0..<bytes.count {
            #expect(throws: XMLError.self) { try AmazonProcessingReport(Array(bytes[..<count])) }
        }
    }

    @Test(
        "what becomes of a feed",
        arguments: [
            (#""processingStatus":"IN_QUEUE""#, "", ActionOutcome.pending),
            (#""processingStatus":"SOMETHING_NEW""#, "", .pending),
            (
                #""processingStatus":"CANCELLED""#, "",
                .failed(reason: "Amazon cancelled it before it began; nothing was changed")
            ),
            (#""processingStatus":"DONE""#, "", .impossible), (#""processingStatus":"FATAL""#, "", .impossible),
            (#""processingStatus":"DONE","resultFeedDocumentId":"d""#, report(1, 1, 0), .done(note: nil)),
            (
                #""processingStatus":"DONE","resultFeedDocumentId":"d""#,
                report(1, 0, 1, results: result("Error", "1", "no")), .failed(reason: "no (1)")
            ),
            (#""processingStatus":"FATAL","resultFeedDocumentId":"d""#, report(1, 1, 0), .impossible),
            (
                #""processingStatus":"FATAL","resultFeedDocumentId":"d""#,
                report(0, 0, 1, results: result("Error", "5000", "broken")), .failed(reason: "broken (5000)")
            ),
        ])
    func feeds(members: String, document: String, expected: ActionOutcome) async throws {
        let api = ScriptedMarketplace()
        api.on("POST", "/token", json: #"{"access_token":"Atza|1","expires_in":3600}"#)
        api.on("GET", "/feeds/2021-06-30/feeds/9", json: "{\(members)}")
        api.on(
            "GET", "/feeds/2021-06-30/documents/d",
            json: #"{"feedDocumentId":"d","url":"https://bucket.s3.amazonaws.com/r"}"#)
        api.on("GET", "bucket.s3.amazonaws.com/r", json: document)
        let connector = try AmazonScript.connector(api)
        let request = AmazonScript.request(.cancel(lines: [], reason: nil))
        #expect(try await connector.outcome(of: request, handle: "9") == expected)
        #expect(api.requests.filter { $0.url.contains("bucket") }.allSatisfy { $0.header("x-amz-access-token") == nil })
        #expect(try await connector.outcome(of: request, handle: "10") == .impossible)
    }

    @Test("a report that cannot be unpacked is a fault, not an outcome", arguments: ["GZIP", "BROTLI"])
    func packed(algorithm: String) async throws {
        let api = ScriptedMarketplace()
        api.on("POST", "/token", json: #"{"access_token":"Atza|1","expires_in":3600}"#)
        api.on("GET", "/feeds/2021-06-30/feeds/9", json: #"{"processingStatus":"DONE","resultFeedDocumentId":"d"}"#)
        api.on(
            "GET", "/documents/d",
            json: #"{"url":"https://bucket.s3.amazonaws.com/r","compressionAlgorithm":"\#(algorithm)"}"#)
        api.on("GET", "bucket.s3.amazonaws.com/r", json: Self.report(1, 1, 0))
        let connector = try AmazonScript.connector(api)
        let error = await #expect(throws: ConnectorError.self) {
            try await connector.outcome(of: AmazonScript.request(.refund([], reason: nil)), handle: "9")
        }
        #expect(error?.kind == .protocolViolation)
    }

    @Test("text that is written into XML comes out as it was, but for characters that XML does not know")
    func escaping() throws {
        let text = "a & b < c > \"d\" 'e' ]]> ü 🚲\u{1}\u{FFFE}\n"
        let element = XMLElement("A", [XMLElement("B", text: text, attribute: ("c", "\"<&"))])
        #expect(
            element.description
                == "<A><B c=\"&quot;&lt;&amp;\">a &amp; b &lt; c &gt; &quot;d&quot; &apos;e&apos; ]]&gt; ü 🚲\n</B></A>")
        let events = try XMLReader(Array(element.description.utf8)).events
        #expect(events[2] == .end("B", text: "a & b < c > \"d\" 'e' ]]> ü 🚲\n"))
    }
}
