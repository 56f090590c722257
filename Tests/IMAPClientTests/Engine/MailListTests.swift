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
            let more = list.next()
            #expect(more.isEmpty)
            for uid in sets.flatMap({ Array($0.uids) }).shuffled() {
                let isTaken = list.receive(row(uid))
                #expect(isTaken)
            }
            for _ in sets { listed += list.finish() }
        }
        #expect(asked.map { $0.map(\.description) } == [["1:1000"], ["1001:2000"], ["2001:2500"]])
        #expect(listed.map(\.uid) == uids)
        #expect(listed.allSatisfy { $0.size == 7 })
        let more = list.next()
        #expect(more.isEmpty)
    }

    @Test("a piece with gaps takes several short commands, and is known after the last of them") func gaps() {
        let uids = (1...500).map { UID(UInt32($0 * 2)) }
        var list = MailList(uids)
        let sets = list.next()
        #expect(sets.count == 4)
        let listed = (0..<sets.count).map { _ in list.finish() }
        #expect(listed.map(\.count) == [0, 0, 0, 500])
        #expect(listed.last?.map(\.uid) == uids)
        #expect(list.isComplete)
    }

    @Test("a mail without a row is listed without a size; rows of others are not of this list") func missing() {
        var list = MailList([UID(3), UID(5)])
        let early = list.receive(row(UID(3)))
        _ = list.next()
        var body = row(UID(5))
        body.sections = [BodySection(isBinary: false, name: "", fields: [], origin: nil, bytes: [1])]
        let rows = [row(UID(2)), row(UID(6)), row(UID(5), size: nil), body, row(UID(5))]
        let taken = rows.map { list.receive($0) }
        #expect([early] + taken == [false, false, false, false, false, true])
        let sizes = list.finish().map(\.size)
        #expect(sizes == [nil, 7])
    }
}
