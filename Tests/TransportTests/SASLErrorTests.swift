import Testing

@testable import Transport

@Suite struct SASLErrorTests {
    @Test(
        "what servers say of a token is read",
        arguments: [
            // {"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}
            (
                "+ eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==",
                "400", false
            ),
            // {"status":"invalid_token"}
            ("+ eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=", "invalid_token", false),
            // { "status" : 503 }
            ("+ eyAic3RhdHVzIiA6IDUwMyB9", "503", true),
            // {"schemes":"bearer"}
            ("+ eyJzY2hlbWVzIjoiYmVhcmVyIn0=", nil, false),
        ] as [(String, String?, Bool)])
    func read(line: String, status: String?, isTemporary: Bool) {
        let error = SASLError(challenge: line)
        #expect(error != nil)
        #expect(error?.status == status)
        #expect(error?.isTemporary == isTemporary)
    }

    @Test(
        "other challenges are none",
        arguments: ["+", "+ ", "+ VXNlcm5hbWU6", "+ {\"status\":\"400\"}", "A001 NO no", "+ ====", "+ eyJ*"])
    func others(line: String) { #expect(SASLError(challenge: line) == nil) }

    @Test("a long one is shown in part and on one line")
    func long() {
        // {"status":"401",\r\n… and so on
        let error = SASLError(challenge: "+ eyJzdGF0dXMiOiI0MDEiLA0K" + String(repeating: "QUFB", count: 10_000))
        #expect(error?.status == "401")
        #expect((error?.text.count ?? 0) <= 300)
        #expect(error?.text.contains("\n") == false)
    }
}
