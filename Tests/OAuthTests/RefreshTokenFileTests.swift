import Domain
import Glibc
import TestSupport
import Testing

@testable import OAuth

@Suite struct RefreshTokenFileTests {
    private let place: TemporaryDirectory
    private let file: RefreshTokenFile
    private let configured = Secret("R0")

    init() throws {
        place = try TemporaryDirectory()
        file = RefreshTokenFile(path: "\(place.path)/oauth/shop")
    }

    private func fault(_ body: () throws(OAuthError) -> Void) -> OAuthError? {
        do throws(OAuthError) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    private func mode(_ path: String) -> UInt32 {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test("what was kept last is found again, by nobody else")
    func keeps() throws {
        #expect(try file.load(configured: configured) == nil)
        try file.save(Secret("R1"), configured: configured)
        try file.save(Secret("R2"), configured: configured)
        #expect(try file.load(configured: configured)?.reveal() == "R2")
        #expect(mode(file.path) == 0o600)
        #expect(mode("\(place.path)/oauth") == 0o700)
        #expect(access("\(file.path).new", F_OK) != 0)
    }

    @Test("a new token in the configuration counts instead of the kept one")
    func replaced() throws {
        try file.save(Secret("R1"), configured: configured)
        #expect(try file.load(configured: Secret("other")) == nil)
        #expect(try file.load(configured: configured)?.reveal() == "R1")
    }

    @Test("the configured token itself does not stand in the file")
    func digest() throws {
        try file.save(Secret("R1"), configured: Secret("the configured one"))
        #expect(!readText(file.path).contains("the configured one"))
    }

    @Test("what a crash left behind before the renaming does not count and is no obstacle")
    func crash() throws {
        try file.save(Secret("R1"), configured: configured)
        try place.write("mailbridge refresh", to: "oauth/shop.new")
        #expect(try file.load(configured: configured)?.reveal() == "R1")
        try file.save(Secret("R2"), configured: configured)
        #expect(try file.load(configured: configured)?.reveal() == "R2")
    }

    @Test("a file that others can read is refused with the cure", arguments: [0o644, 0o640, 0o604, 0o660] as [mode_t])
    func permissions(mode: mode_t) throws {
        try file.save(Secret("R1"), configured: configured)
        chmod(file.path, mode)
        let error = fault { () throws(OAuthError) in _ = try file.load(configured: configured) }
        #expect(error?.kind == .storage)
        #expect(error?.detail.contains("chmod 600") == true)
        #expect(error?.detail.contains("R1") == false)
    }

    @Test(
        "a file that is something else is refused, not overwritten by silence",
        arguments: ["", "x", "mailbridge refresh token 1\n", "mailbridge refresh token 1\nabc\n\n", "\n\n\n"])
    func garbage(text: String) throws {
        try file.save(Secret("R1"), configured: configured)
        try place.write(text, to: "oauth/shop")
        chmod(file.path, 0o600)
        let error = fault { () throws(OAuthError) in _ = try file.load(configured: configured) }
        #expect(error?.kind == .storage)
        #expect(error?.detail.contains("delete it") == true)
    }

    @Test("a link instead of the file is not followed")
    func link() throws {
        try file.save(Secret("R1"), configured: configured)
        rename(file.path, "\(place.path)/elsewhere")
        symlink("\(place.path)/elsewhere", file.path)
        #expect(fault { () throws(OAuthError) in _ = try file.load(configured: configured) }?.kind == .storage)
        try file.save(Secret("R2"), configured: configured)
        #expect(try file.load(configured: configured)?.reveal() == "R2")
        #expect(readText("\(place.path)/elsewhere").contains("R1"))
    }

    @Test("where nothing can be written, that is said, and a retry may help")
    func unwritable() throws {
        let file = RefreshTokenFile(path: "\(place.path)/missing/oauth/shop")
        let error = fault { () throws(OAuthError) in try file.save(Secret("R1"), configured: configured) }
        #expect(error?.kind == .storage)
        #expect(error?.retry == .later)
    }
}
