import Foundation
import TestSupport
import Testing

/// `mailbridge message parse` on files, directories and pipes.
@Suite("message parse", .enabled(if: Program.isBuilt))
struct MessageParseTests {
    private let directory: TemporaryDirectory

    private let mail = """
        From: Zoë <z@x.example>
        To: Friends: a@x.example;
        Subject: =?utf-8?q?K=C3=B6ln?=
        List-Unsubscribe: <https://x.example/u>
        Received: from b by c
        Received: from a by b
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8

        Grüße
        --b
        Content-Type: text/csv; name=a.csv
        Content-Transfer-Encoding: base64

        YTti
        --b--

        """

    init() throws { directory = try TemporaryDirectory() }

    private func parse(_ arguments: String..., input: String = "") async throws -> CommandResult {
        try await mailbridge(["message", "parse"] + arguments, input: Array(input.utf8), in: directory)
    }

    private func objects(_ result: CommandResult) throws -> [[String: Any]] {
        try result.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test("an object holds fields, forms, body, texts and defects of the mail on standard input")
    func object() async throws {
        let result = try await parse(input: mail)
        #expect(result.status == 0 && result.errors.isEmpty)
        let object = try #require(try objects(result).first)
        #expect(object["file"] == nil && object["subject"] as? String == "Köln")
        #expect((object["blobId"] as? String)?.wholeMatch(of: /sha256-[0-9a-f]{64}/) != nil)
        #expect(object["header:List-Unsubscribe:asURLs"] as? [String] == ["https://x.example/u"])
        #expect((object["header:To:asGroupedAddresses"] as? [[String: Any]])?.first?["name"] as? String == "Friends")
        #expect((object["bodyValues"] as? [String: Any])?.keys.sorted() == ["1"])
        let files = try #require(object["attachments"] as? [[String: Any]])
        #expect(files.map { $0["name"] as? String } == ["a.csv"] && files.map { $0["size"] as? Int } == [3])
        let digest = "5719af18823567701f70e9f302f75d96e574215493286286a57b0a4959672283"
        #expect(files.first?["blobId"] as? String == "sha256-\(digest)")
        #expect((object["defects"] as? [Any])?.isEmpty == true)
        #expect(try objects(try await parse("-", input: mail)).first?["subject"] as? String == "Köln")
    }

    @Test("options add properties, choose and cut texts, and leave the body out")
    func options() async throws {
        let asked = try #require(
            try objects(
                try await parse(
                    "--property", "header:Received:all", "--property", "header:x:asDate", "--body-property",
                    "header:Content-Type", input: mail)
            ).first)
        #expect(asked["header:Received:all"] as? [String] == [" from b by c", " from a by b"])
        #expect(asked["header:x:asDate"] is NSNull)
        let text = try #require((asked["textBody"] as? [[String: Any]])?.first)
        #expect(text["header:Content-Type"] as? String == " text/plain; charset=utf-8")

        let all = try #require(
            try objects(
                try await parse("--fetch-all-body-values", "--max-body-value-bytes", "3", input: mail)
            ).first)
        let values = try #require(all["bodyValues"] as? [String: [String: Any]])
        #expect(values["1"]?["value"] as? String == "Gr" && values["1"]?["isTruncated"] as? Bool == true)
        #expect(values["2"]?["value"] as? String == "a;b" && values["2"]?["isTruncated"] as? Bool == false)

        let header = try #require(try objects(try await parse("--headers-only", input: mail)).first)
        #expect(header["subject"] as? String == "Köln" && header["bodyStructure"] == nil)
    }

    @Test(
        "a wrong option says what to write instead",
        arguments: [
            (["--property", "header:From:asDate"], "From may be read asRaw, asAddresses, asGroupedAddresses"),
            (["--property", "subject"], "write header:NAME"), (["--max-body-value-bytes=-1"], "0 or more"),
        ])
    func usage(arguments: [String], cure: String) async throws {
        let result = try await mailbridge(["message", "parse"] + arguments, in: directory)
        #expect(result.status == 64 && result.output.isEmpty)
        #expect(result.errors.contains(cure))
    }

    @Test(
        "files come in the order given, those of a directory by name, whatever bytes that has; others are passed over")
    func order() async throws {
        let mails = "\(directory.path)/mails"
        let script = #"""
            mkdir -p "$1/more"; mkfifo "$1/pipe"; ln -s nowhere "$1/dangling"; ln -s ../mail "$1/c.eml"
            cp "$1/../mail" "$1/b.eml"; cp "$1/../mail" "$1/$(printf 'a\374')"; cp "$1/../mail" "$1/more/x.eml"
            """#
        let file = try directory.write(Array(mail.utf8), to: "mail")
        #expect(try await shell(script, mails).isEmpty)
        let result = try await parse(file, mails, file)
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(
            try objects(result).map { $0["file"] as? String } == [
                file, "\(mails)/a\u{FFFD}", "\(mails)/b.eml", "\(mails)/c.eml", file,
            ])
    }

    @Test("what cannot be read is told, ends the command with 65 and does not stop the others")
    func unreadable() async throws {
        let file = try directory.write(Array(mail.utf8), to: "mail")
        let result = try await parse("\(directory.path)/none", file, "\(directory.path)/no", file)
        #expect(result.status == 65)
        #expect(result.lines.count == 2)
        #expect(result.errors.split(separator: "\n").count == 2 && result.errors.contains("/none: No such file"))
    }

    @Test("any bytes are a mail")
    func anyBytes() async throws {
        let names = try [[], [0xFF, 0x00, 0x0A], Array("\r\n\r\n".utf8)].enumerated().map { number, bytes in
            try directory.write(bytes, to: "\(number)")
        }
        let result = try await mailbridge(["message", "parse"] + names, in: directory)
        #expect(result.status == 0)
        #expect(try objects(result).map { $0["size"] as? Int } == [0, 3, 4])
    }

    @Test("a reader that goes away ends it quietly, a full disk does not")
    func output() async throws {
        let file = try directory.write(Array(mail.utf8), to: "mail")
        let errors = "\(directory.path)/errors"
        let gone = #"("$1" message parse $(for i in $(seq 500); do echo "$2"; done) 2>"$3") 2>/dev/null | head -c 10"#
        #expect(try await shell(gone, Program.path, file, errors) == #"{"file":"/"#)
        #expect(readText(errors).isEmpty)
        let full = #""$1" message parse "$2" 2>"$3" >/dev/full; echo $?"#
        #expect(try await shell(full, Program.path, file, errors) == "74\n")
        #expect(readText(errors).contains("standard output"))
    }

    /// What a script says on both outputs.
    private func shell(_ script: String, _ arguments: String...) async throws -> String {
        let log = "\(directory.path)/shell-\(UInt64.random(in: 0...UInt64.max)).log"
        _ = try await offPool { try run("sh", ["-c", script, "sh"] + arguments, log: log) }
        return readText(log)
    }
}
