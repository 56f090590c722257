import Testing

@testable import IMAPClient

@Suite struct MailListTests {
    private func row(_ uid: UID, size: UInt64? = 7) -> FetchRow {
        var row = FetchRow()
        row.uid = uid
        row.size = size
        return row
    }

    @Test("2,500 mails are asked for in three pieces, one after the other, and none is lost") func pieces() {
        let uids = (1...2500).map { UID(UInt32($0)) }
        var list = MailList(uids)
        var listed: [FetchPlan.Listing] = []
        var asked: [[UIDSet]] = []
        while !list.isComplete {
            let sets = list.next()
            asked.append(sets)
            #expect(list.next().isEmpty)
            for uid in sets.flatMap({ Array($0.uids) }).shuffled() { #expect(list.receive(row(uid))) }
            for _ in sets { listed += list.finish() }
        }
        #expect(asked.map { $0.map(\.description) } == [["1:1000"], ["1001:2000"], ["2001:2500"]])
        #expect(listed.map(\.uid) == uids)
        #expect(listed.allSatisfy { $0.size == 7 })
        #expect(list.next().isEmpty)
    }

    @Test("a piece with gaps takes several short commands, and is known after the last of them") func gaps() {
        let uids = (1...500).map { UID(UInt32($0 * 2)) }
        var list = MailList(uids)
        let sets = list.next()
        #expect(sets.count == 4)
        for _ in 1..<sets.count { #expect(list.finish().isEmpty) }
        #expect(list.finish().map(\.uid) == uids)
        #expect(list.isComplete)
    }

    @Test("a mail without a row is listed without a size; rows of others are not of this list") func missing() {
        var list = MailList([UID(3), UID(5)])
        #expect(!list.receive(row(UID(3))))
        _ = list.next()
        #expect(!list.receive(row(UID(2))))
        #expect(!list.receive(row(UID(6))))
        #expect(!list.receive(row(UID(5), size: nil)))
        var body = row(UID(5))
        body.sections = [BodySection(isBinary: false, name: "", fields: [], origin: nil, bytes: [1])]
        #expect(!list.receive(body))
        #expect(list.receive(row(UID(5))))
        #expect(list.finish().map(\.size) == [nil, 7])
    }
}
