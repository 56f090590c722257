import FoundationEssentials
import Glibc
import Sandbox
import TestSupport
import Testing

/// Commands about all data that do not come to their end.
@Suite("commands cut short", .serialized, .enabled(if: Shop.isAvailable))
struct CutShortTests {
    @Test("a backup that is told to stop leaves nothing behind, and the next takes away what a killed one left")
    func backup() async throws {
        let shop = try await Shop.open()
        // Enough to be met while it is copied and checked.
        let large = Array("From: x@seller.example\r\n\r\n".utf8) + [UInt8](repeating: 0x41, count: 40_000_000)
        for number in 0..<4 {
            let mail = Array("Message-ID: <\(number)@seller.example>\r\n".utf8) + large
            #expect(try await shop.run("deliver", input: mail).status == 0)
        }
        let place = "\(shop.directory.path)/backups"
        try #require(mkdir(place, 0o700) == 0)
        func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: place).sorted() }
        @discardableResult
        func cut(by number: Int32) async throws -> Int32 {
            let path = "\(place)/mailbridge-20260102T000000Z.db"
            let process = try ChildProcess(
                Program.path, ["backup", path, "--config", shop.configuration], log: "/dev/null")
            let end = ContinuousClock.now + .seconds(60)
            // Without a pause: it is there for a moment only.
            while access("\(path).\(process.pid).part", F_OK) != 0, .now < end { await Task.yield() }
            kill(process.pid, number)
            try await eventually("it ends") { process.hasEnded }
            return process.pid
        }
        for number in [SIGTERM, SIGINT] {
            try await cut(by: number)
            // Whole, if it was quicker, or nothing.
            #expect(try !names().contains { $0.contains(".part") })
            for name in try names() { unlink("\(place)/\(name)") }
        }
        let killed = try await cut(by: SIGKILL)
        // It may have been quicker: then as it would have been.
        let part = "mailbridge-20260102T000000Z.db.\(killed).part"
        if try !names().contains(part) { try shop.directory.write([1], to: "backups/\(part)") }
        // Of another program, and one that is being written now.
        let foreign = ["letters.12.part", "mailbridge-20260101T000000Z.db.\(getpid()).part"]
        for name in foreign { try shop.directory.write([1], to: "backups/\(name)") }
        #expect(try await shop.run("backup", place).status == 0)
        let now = try names()
        #expect(now.filter { $0.contains(".part") } == foreign, "\(now)")
        await shop.sandbox.stop()
    }

    @Test(
        "an erasure whose log is still read says so with 75, and once more it cuts it",
        .enabled(if: find(command: "python3") != nil, "python3 is not installed"))
    func erase() async throws {
        try await withShop { shop in
            let (receipt, _) = try await shop.ask(.canary(at: .mirakl))
            let reader = try ChildProcess(
                "python3",
                [
                    "-c",
                    """
                    import pathlib, sqlite3, sys
                    store = sqlite3.connect(sys.argv[1], isolation_level=None)
                    store.execute("BEGIN")
                    store.execute("SELECT count(*) FROM ticket").fetchone()
                    pathlib.Path(sys.argv[2]).touch()
                    sys.stdin.readline()
                    store.close()
                    """, "\(shop.directory.path)/mailbridge.db", "\(shop.directory.path)/reads",
                ], log: "/dev/null")
            try await eventually("it reads") { access("\(shop.directory.path)/reads", F_OK) == 0 }
            let erased = try await shop.run("erase", "--order", receipt.order, "--yes", "--force")
            #expect(erased.status == 75, "\(erased)")
            #expect(
                erased.errors.contains(
                    "erased; the log is not cut yet, since another program keeps reading: run it once more"))
            #expect(!erased.output.contains("not reached"))
            try reader.tell("enough")
            try await eventually("it ends") { reader.hasEnded }
            let again = try await shop.run("erase", "--order", receipt.order)
            #expect(again.status == 65, "\(again)")
            #expect(again.errors.contains("nothing was erased; what was erased before is out of free space and log"))
            #expect(try shop.traces(of: [receipt.order]).isEmpty)
        }
    }

    @Test("an export that cannot be written says where, and leaves no directory")
    func export() async throws {
        try await withShop { shop in
            let (receipt, _) = try await shop.ask(.canary(at: .mirakl))
            let missing = try await shop.run("export", "--order", receipt.order, "--output", "/nowhere/export")
            #expect(missing.status == 73 && missing.errors.contains("/nowhere/export"), "\(missing)")
            guard geteuid() == 0 else { return print("SKIPPED: only root can mount a small disk") }
            // Room for a directory, and for no file in it.
            let disk = "\(shop.directory.path)/disk"
            try #require(mkdir(disk, 0o700) == 0)
            let script = #"mount -t tmpfs -o nr_inodes=2 tmpfs "$0" || exit 99; "$@"; s=$?; ls "$0"; exit $s"#
            let full = try await run(
                "unshare",
                [
                    "-m", "sh", "-c", script, disk, Program.path, "export", "--order", receipt.order, "--output",
                    "\(disk)/export", "--config", shop.configuration,
                ], in: shop.directory)
            if full.status == 99 || full.status == 1 { return print("SKIPPED: no disk can be mounted here: \(full)") }
            #expect(full.status == 73 && full.errors.contains("\(disk)/export/export.json: No space left"), "\(full)")
            #expect(full.output.isEmpty, "\(full)")
        }
    }
}
