import TestSupport
import Testing

@testable import IMAPClient

@Suite struct FetchPlanTests {
    private func listings(_ sizes: [UInt64?]) -> [FetchPlan.Listing] {
        sizes.enumerated().map { FetchPlan.Listing(uid: UID(UInt32($0.offset + 1)), size: $0.element) }
    }

    private func plan(of listed: [FetchPlan.Listing], options: IMAPOptions) -> FetchPlan {
        var plan = FetchPlan(options: options)
        plan.add(listed)
        return plan
    }

    private func row(_ uid: UID, _ bytes: [UInt8]?, origin: UInt64? = nil) -> FetchRow {
        var row = FetchRow()
        row.uid = uid
        row.sections = [BodySection(isBinary: false, name: "", fields: [], origin: origin, bytes: bytes)]
        return row
    }

    @Test("batches are bounded by weight and by count, large mails stand alone") func batches() {
        var options = IMAPOptions()
        options.batchWeight = 100
        options.batchCount = 3
        options.largestMail = 90
        options.truncatedLength = 10
        options.pipelineDepth = 100
        var plan = self.plan(of: listings([40, 40, 40, 1, 1, 1, 91, 90, nil, 5]), options: options)
        var requests: [FetchPlan.Request] = []
        while let request = plan.nextRequest() { requests.append(request) }
        #expect(requests.map(\.uids.description) == ["1:2", "3:5", "6", "7", "8", "9", "10"])
        #expect(requests[3].items == "UID FLAGS INTERNALDATE BODY.PEEK[HEADER] BODY.PEEK[]<0.10>")
        #expect(requests[5].items == "UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[]<0.90>")
        #expect(requests[0].items == "UID FLAGS INTERNALDATE BODY.PEEK[]")
    }

    @Test("whatever the order of rows and answers, mails come out in the order of UIDs, each once") func anyOrder() {
        let seed: UInt64 = 42
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            var options = IMAPOptions()
            options.batchWeight = Int.random(in: 1...300, using: &random)
            options.batchCount = Int.random(in: 1...9, using: &random)
            options.pipelineDepth = Int.random(in: 1...4, using: &random)
            let count = Int.random(in: 0...40, using: &random)
            let gone = Set(
                (0..<count).filter { _ in Int.random(in: 0..<8, using: &random) == 0 }.map { UID(UInt32($0 + 1)) })
            var left = (0..<count).map { FetchPlan.Listing(uid: UID(UInt32($0 + 1)), size: UInt64($0 * 7 % 100)) }
            var plan = FetchPlan(options: options)
            var open: [FetchPlan.Request] = []
            var rows: [Int: [UID]] = [:]
            var items: [FetchedItem] = []
            var expected: [UID] = []
            var most = 0
            while !plan.isFinished || !left.isEmpty {
                if Int.random(in: 0..<4, using: &random) == 0 || plan.isFinished {
                    let next = left.prefix(Int.random(in: 1...20, using: &random))
                    plan.add(Array(next))
                    left.removeFirst(next.count)
                }
                while let request = plan.nextRequest() {
                    open.append(request)
                    rows[request.number] = request.uids.uids.filter { !gone.contains($0) }.shuffled(using: &random)
                }
                most = max(most, open.count)
                guard let place = open.indices.randomElement(using: &random) else { break }
                let number = open[place].number
                if let uid = rows[number]?.popLast() {
                    plan.receive(row(uid, [1]))
                    plan.receive(row(UID(999), [1]))
                } else {
                    plan.finish(number)
                    open.remove(at: place)
                }
                while let mail = plan.nextExpected() { expected.append(mail.uid) }
                while plan.isNextComplete, let item = plan.nextItem() { items.append(item) }
            }
            #expect(items.map(\.uid) == (0..<count).map { UID(UInt32($0 + 1)) }, "seed \(seed)")
            #expect(
                items.allSatisfy { if case .missing = $0 { gone.contains($0.uid) } else { !gone.contains($0.uid) } })
            #expect(expected == items.map(\.uid).filter { !gone.contains($0) }, "seed \(seed)")
            #expect(most <= options.pipelineDepth)
        }
    }

    @Test("a mail is complete once all that were asked for with it are here") func complete() {
        var options = IMAPOptions()
        options.batchCount = 2
        var plan = self.plan(of: listings([5, 5, 5]), options: options)
        let requests = [plan.nextRequest(), plan.nextRequest()]
        plan.receive(row(UID(1), [1]))
        #expect(!plan.isNextComplete)
        plan.receive(row(UID(2), [1]))
        plan.finish(requests[0]?.number ?? 0)
        #expect(plan.isNextComplete && plan.nextItem()?.uid == UID(1))
        #expect(plan.isNextComplete && plan.nextItem()?.uid == UID(2))
        plan.receive(row(UID(3), [1]))
        #expect(!plan.isNextComplete)
        // Where the connection is gone, what is here is taken all the same.
        #expect(plan.nextItem()?.uid == UID(3))
    }

    @Test("a mail is expected once, when it and those before it are here, whatever the order of answers")
    func expected() {
        var options = IMAPOptions()
        options.batchCount = 2
        var plan = self.plan(of: listings([5, 5, 5, 5]), options: options)
        let requests = [plan.nextRequest(), plan.nextRequest()]
        plan.receive(row(UID(1), [1]))
        #expect(plan.nextExpected()?.uid == UID(1))
        for uid: UInt32 in [3, 4] { plan.receive(row(UID(uid), [1])) }
        plan.finish(requests[1]?.number ?? 0)
        #expect(plan.nextExpected() == nil)
        plan.receive(row(UID(2), [1]))
        #expect(plan.nextExpected()?.uid == UID(2))
        #expect(plan.nextItem()?.uid == UID(1))
        #expect(plan.nextExpected()?.uid == UID(3))
        #expect(plan.nextItem()?.uid == UID(2) && plan.nextItem()?.uid == UID(3))
        plan.add([FetchPlan.Listing(uid: UID(9), size: 5)])
        #expect(plan.nextExpected()?.uid == UID(4))
        #expect(plan.nextExpected() == nil)
    }

    @Test("a mail that was handed out before its command was done is not asked for again") func handedOutEarly() {
        var plan = self.plan(of: listings([5, 5, 5]), options: IMAPOptions())
        let request = plan.nextRequest()
        for number: UInt32 in [1, 2] {
            plan.receive(row(UID(number), [1]))
            #expect(plan.nextItem()?.uid == UID(number))
        }
        plan.finish(request?.number ?? 0)
        #expect(plan.nextRequest()?.uids == UIDSet(UID(3)))
    }

    @Test("a body that is NIL is asked for again, then unreadable") func noBody() {
        var plan = self.plan(of: listings([5, 5]), options: IMAPOptions())
        let first = plan.nextRequest()
        plan.receive(row(UID(1), nil))
        plan.receive(row(UID(2), [2]))
        #expect(plan.nextItem() == nil)
        plan.finish(first?.number ?? 0)
        let again = plan.nextRequest()
        #expect(again?.uids == UIDSet(UID(1)))
        plan.receive(row(UID(1), nil))
        plan.finish(again?.number ?? 0)
        #expect(plan.nextItem() == .missing(UID(1), .unreadable(reason: "no body")))
        #expect(plan.nextItem()?.uid == UID(2))
        #expect(plan.isFinished)
    }

    @Test("a missing mail holds back new requests once enough waits behind it") func bounded() {
        var options = IMAPOptions()
        options.batchWeight = 10
        options.pipelineDepth = 2
        var plan = self.plan(of: listings(Array(repeating: 10, count: 10)), options: options)
        let first = plan.nextRequest()
        var answered = 0
        while let request = plan.nextRequest() {
            for uid in request.uids.uids { plan.receive(row(uid, Array(repeating: 0, count: 10))) }
            plan.finish(request.number)
            answered += 1
        }
        #expect(answered == 2)
        plan.finish(first?.number ?? 0)
        #expect(plan.nextRequest()?.uids == UIDSet(UID(1)))
    }

    @Test("a server's stand-in for a mail is no mail, a copy of it under another UID is one") func standIn() {
        let text = """
            From: Microsoft Exchange Server 2010\r
            Subject: Retrieval using the IMAP4 protocol failed for the following message: 1\r
            \r

            """
        var plan = self.plan(of: listings([5, 5]), options: IMAPOptions())
        let request = plan.nextRequest()
        for uid in [UID(1), UID(2)] { plan.receive(row(uid, Array(text.utf8))) }
        plan.finish(request?.number ?? 0)
        #expect(plan.nextItem() == .missing(UID(1), .unreadable(reason: "the server gave a stand-in")))
        if case .mail = plan.nextItem() {} else { Issue.record("the copy is a mail") }
    }
}
