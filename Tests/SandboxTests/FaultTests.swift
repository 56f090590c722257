import Domain
import Testing

@testable import Sandbox

@Suite("Faults")
struct FaultTests {
    @Test("happen after the skipped requests, as often as asked, to their operation only")
    func plan() {
        var plan = FaultPlan()
        var fault = SandboxFault(.mirakl, "M12", .status(500))
        fault.skip = 1
        fault.times = 2
        plan.add(fault)
        let taken = (0..<5).map { _ in plan.take(.mirakl, "M12") != nil }
        #expect(taken == [false, true, true, false, false])
        plan.add(SandboxFault(.kaufland, "*", .drop))
        #expect(plan.take(.mirakl, "M12") == nil)
        #expect(plan.take(.kaufland, "tickets.list") != nil)
    }

    @Test("of the mail server can be kept to some recipients")
    func recipients() {
        var plan = FaultPlan()
        var fault = SandboxFault(.smtp, "data", .status(451))
        fault.recipientSuffix = "@Marketplace.amazon.de"
        plan.add(fault)
        #expect(plan.take(.smtp, "data", recipient: EmailAddress("shop@seller.example")) == nil)
        #expect(plan.take(.smtp, "data", recipient: EmailAddress("x+y@marketplace.amazon.de")) != nil)
    }

    @Test("survive the way through JSON")
    func json() throws {
        var fault = SandboxFault(.smtp, "data", .status(451))
        fault.moment = .after
        fault.times = 3
        fault.skip = 2
        fault.retryAfter = 5
        fault.delay = .milliseconds(250)
        fault.recipientSuffix = "@x.example"
        #expect(try FaultReader.faults(in: Array(fault.json.text.utf8)) == [fault])
        let drop = SandboxFault(.amazon, "token", .drop)
        #expect(try FaultReader.faults(in: Array("[\(drop.json.text)]".utf8)) == [drop])
    }

    @Test(
        "are refused when misspelt",
        arguments: [
            "", "{}", #"{"place":"etsy","status":500}"#, #"{"place":"mirakl","status":200}"#,
            #"{"place":"mirakl","status":500,"time":2}"#, #"{"place":"mirakl","effect":"explode"}"#,
            #"{"place":"mirakl","status":500,"times":0}"#,
        ])
    func misspelt(_ text: String) {
        #expect(throws: Refusal.self) { try FaultReader.faults(in: Array(text.utf8)) }
    }
}
