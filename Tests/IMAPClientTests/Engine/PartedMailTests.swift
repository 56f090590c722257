import TestSupport
import Testing

@testable import IMAPClient

@Suite struct PartedMailTests {
    private static let mail = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    private func head(_ size: Int) -> FetchedMail {
        FetchedMail(uid: UID(5), flags: [], internalDate: nil, size: UInt64(size), bytes: [1], isTruncated: true)
    }

    @Test(
        "a mail is put together from parts in any order, also if its announced size is wrong",
        arguments: [1, 99, 100, 101, 900, 999, 1000, 1001, 1100, 5000])
    func anyOrder(_ announced: Int) {
        let seed: UInt64 = 7
        var random = SeededGenerator(seed: seed)
        for partLength in [1, 7, 100, 250, 999, 1000, 1001, 4000] {
            var parted = PartedMail(head: head(announced), partLength: partLength, limit: 100_000)
            var asked: [Int] = []
            var rounds = 0
            while !parted.isComplete, rounds < 3000 {
                rounds += 1
                while asked.count < 4, let origin = parted.nextPart() { asked.append(origin) }
                guard let place = asked.indices.randomElement(using: &random) else { break }
                let origin = asked.remove(at: place)
                let part = Self.mail[min(origin, 1000)..<min(origin + partLength, 1000)]
                parted.receive(Array(part), at: origin)
                #expect(parted.has(origin))
            }
            #expect(parted.mail.bytes == Self.mail, "seed \(seed), parts of \(partLength)")
            #expect(!parted.mail.isTruncated)
        }
    }

    @Test("a server that gives all of the mail for a part is believed") func allAtOnce() {
        var parted = PartedMail(head: head(1000), partLength: 100, limit: 100_000)
        _ = parted.nextPart()
        parted.receive(Self.mail, at: 0)
        #expect(parted.isComplete)
        #expect(parted.mail.bytes == Self.mail)
    }

    @Test("a mail that never ends is cut at the limit and says so") func endless() {
        var parted = PartedMail(head: head(1000), partLength: 100, limit: 2000)
        while !parted.isComplete, let origin = parted.nextPart() {
            parted.receive([UInt8](repeating: 1, count: 100), at: origin)
        }
        #expect(parted.mail.bytes.count == 2000)
        #expect(parted.mail.isTruncated)
    }
}
