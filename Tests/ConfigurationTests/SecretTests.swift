import Domain
import Foundation
import Marketplaces
import Testing

@testable import Configuration

@Suite("Secrets")
struct SecretTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "mailbridge-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Writes a file with the given permissions and returns its path.
    private func file(_ content: String, mode: Int, name: String = "secret") throws -> String {
        let path = folder.appending(path: name).path
        try Data(content.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    private func reason(_ reference: SecretReference, _ environment: [String: String] = [:]) -> String {
        do throws(FileError) {
            _ = try SecretReader(environment: environment).read(reference)
            return ""
        } catch {
            return error.reason
        }
    }

    @Test("a secret comes from a file, a credential or a variable, without the line end behind it")
    func places() throws {
        let reader = SecretReader(environment: ["CREDENTIALS_DIRECTORY": folder.path, "S": "three"])
        #expect(try reader.read(.file(try file("one\n", mode: 0o600))).reveal() == "one")
        _ = try file("two\r\n", mode: 0o400, name: "mail")
        #expect(try reader.read(.credential("mail")).reveal() == "two")
        #expect(try reader.read(.environment("S")).reveal() == "three")
    }

    @Test(
        "a file that others can read or write is refused with the cure",
        arguments: [0o644, 0o604, 0o602, 0o660, 0o620, 0o777])
    func permissions(mode: Int) throws {
        let reason = reason(.file(try file("x", mode: mode)))
        #expect(reason.contains("can be read by others (mode \(String(mode, radix: 8)))"), "\(reason)")
        #expect(reason.contains("chmod 600"))
    }

    @Test("what cannot be a secret is refused, and never repeated")
    func contents() throws {
        #expect(reason(.file(try file("\n", mode: 0o600))).hasSuffix("is empty"))
        let twoLines = reason(.file(try file("hunter2\nhunter2\n", mode: 0o600)))
        #expect(twoLines.hasSuffix("holds more than one line or a control character"))
        #expect(reason(.file(folder.path)).hasSuffix("not a regular file"))
        #expect(reason(.file(folder.path + "/none")).hasSuffix("No such file or directory"))
        #expect(reason(.environment("NONE")) == "the environment has no variable NONE")
        #expect(reason(.credential("mail")).contains("LoadCredential=mail"))
        #expect(reason(.environment("S"), ["S": ""]).hasSuffix("is empty"))
        #expect(
            reason(.file(try file(String(repeating: "x", count: 70_000), mode: 0o600))).hasSuffix(
                "larger than 65536 bytes"))
    }

    @Test("resolving puts each secret where it belongs, and names every one that is missing with its place")
    func resolving() throws {
        let text =
            Broken.minimalText
                + """
                [[marketplace]]
                name = "kaufland"
                connector = "kaufland"
                client_key = "client"
                secret_key = { env = "KS" }
                [[marketplace]]
                name = "amazon"
                connector = "amazon"
                client_id = "id"
                client_secret = { env = "AS" }
                refresh_token = { env = "AT" }
                [submission]
                url = "smtps://mail.example.com"
                user = "u"
                password = { env = "SP" }
                """
        let checked = try text.checked()
        #expect(checked.secrets.count == 6)
        let values = ["P": "p", "K": "k", "KS": "ks", "AS": "as", "AT": "at", "SP": "sp"]
        let configuration = try checked.resolved(SecretReader(environment: values))
        #expect(configuration.mailboxes[0].login.fixedSecret == "p")
        #expect(configuration.submission?.login?.fixedSecret == "sp")
        guard case .apiKey(let key) = configuration.marketplaces[0].credentials,
            case .clientKey("client", let secret) = configuration.marketplaces[1].credentials,
            case .oauth("id", let clientSecret, let token) = configuration.marketplaces[2].credentials
        else {
            Issue.record("\(configuration.marketplaces.map(\.credentials))")
            return
        }
        #expect([key, secret, clientSecret, token].map { $0.reveal() } == ["k", "ks", "as", "at"])
        let dump = "\(configuration)"
        #expect(!dump.contains("\"ks\"") && dump.contains("<redacted>"))

        do {
            _ = try checked.resolved(SecretReader(environment: ["P": "p", "K": "k", "KS": "ks", "SP": "sp"]))
            Issue.record("resolved without secrets")
        } catch {
            #expect(error.problems.map(\.line) == [25, 26])
            #expect(
                error.description.hasPrefix(
                    "config.toml:25:17: error: secret client_secret: the environment has no variable AS"))
        }
    }
}
