import Testing

@testable import Configuration

@Suite("show-config")
struct ShownConfigurationTests {
    @Test("what is shown loads again and is shown the same", arguments: [true, false])
    func roundTrip(isExample: Bool) throws {
        let shown = try (isExample ? Example.text() : Broken.minimalText).checked().shown.text()
        let again = try shown.checked().shown.text()
        #expect(again == shown)
    }

    @Test("each value carries its origin, and what is changed and what is default make up the whole")
    func origins() throws {
        let shown = try Broken.minimalText.checked().shown
        let text = shown.text(origins: true)
        #expect(text.contains("grace = \"0s\"  # config.toml:2\n"))
        #expect(text.contains("read_back_delay = \"15s\"  # default\n"))
        #expect(text.contains("password = { env = \"P\" }  # config.toml:7\n"))
        #expect(shown.text(.changed).contains("grace") && !shown.text(.changed).contains("read_back_delay"))
        #expect(!shown.text(.defaults).contains("grace") && shown.text(.defaults).contains("read_back_delay"))
        let lines = shown.text().split(separator: "\n").count { $0.contains(" = ") }
        let parts = [shown.text(.changed), shown.text(.defaults)].joined().split(separator: "\n").count {
            $0.contains(" = ")
        }
        #expect(lines == parts)
    }

    @Test("as JSON each setting is one object")
    func json() throws {
        let lines = try Broken.minimalText.checked().shown.json(.changed).split(separator: "\n")
        #expect(
            lines.first
                == #"{"section":"bridge","index":0,"key":"grace","value":"\"0s\"","origin":"config.toml:2"}"#)
        #expect(lines.count == 11)
    }

    @Test("text with quotes, backslashes and control characters becomes a TOML string")
    func strings() {
        #expect(tomlString("a\"b\\c\n\t\u{1}ü") == #""a\"b\\c\n\t\u0001ü""#)
    }
}
