import Testing

@testable import Sandbox

@Suite("Form data")
struct FormDataTests {
    @Test("reads parts whose content looks like a boundary")
    func parts() throws {
        let text =
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx--b\n--b\r\n"
            + "--b\r\ncontent-disposition: form-data; filename=\"x \\\"y%22.txt\"; name=f\r\nContent-Type: text/plain\r\n\r\n\r\n\r\n--b--"
        let form = try FormData(Array(text.utf8), boundary: "b")
        #expect(form.parts.map(\.name) == ["a", "f"])
        #expect(form.parts[0].body == Array("x--b\n--b".utf8))
        #expect(form.parts[1].fileName == "x \"y\".txt")
        #expect(form.parts[1].contentType == "text/plain")
        #expect(form.parts[1].body == [0x0D, 0x0A])
    }

    @Test(
        "refuses",
        arguments: [
            "", "preamble\r\n--b\r\n", "--b", "--b\n\r\n--b--", "--b\r\n--b--", "--b\r\n\r\n\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--trailing",
            "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
            "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\nx\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx",
        ])
    func refuses(_ text: String) {
        #expect(throws: FormData.Mistake.self) { try FormData(Array(text.utf8), boundary: "b") }
    }

    @Test("does not trap at any cut of a good form")
    func cuts() throws {
        let bytes = MiraklFixture.form([(MiraklFixture.inputHeader, "{}"), ("name=\"files\"; filename=\"a.txt\"", "x")])
        for length in 0..<bytes.count - 2 {
            #expect(throws: FormData.Mistake.self) { try FormData(Array(bytes[..<length]), boundary: "xYz") }
        }
    }
}
