@testable import IMAPClient

/// What has to hold whatever a server sends.
struct Checks {
    private(set) var failures: [String] = []

    /// Further ones say nothing new.
    private static let mostFailures = 12

    mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds, failures.count < Self.mostFailures { failures.append(what()) }
    }

    /// Reads `bytes` as what comes from a server, whole and in pieces, with usual and with tight limits.
    mutating func checkResponses(_ bytes: [UInt8]) {
        for usesUTF8 in [false, true] {
            let responses = Self.parse([bytes], ParserLimits(), usesUTF8)
            check(responses, ParserLimits(), bytes.count)
            expect(
                responses == Self.parse(bytes.map { [$0] }, ParserLimits(), usesUTF8), "octet by octet it is the same")
            let cut = bytes.count / 3
            let halves = [Array(bytes[..<cut]), Array(bytes[cut...])]
            expect(responses == Self.parse(halves, ParserLimits(), usesUTF8), "in two pieces it is the same")
            for response in responses { check(response, usesUTF8) }
            checkPlanning(responses)
        }
        let tight = Self.parse([bytes], Self.tightLimits, false)
        check(tight, Self.tightLimits, bytes.count)
        expect(tight == Self.parse(bytes.map { [$0] }, Self.tightLimits, false), "limits do not depend on pieces")
        let line = TraceLine(server: bytes).text
        expect(line.utf8.count <= 4 * TraceLine.limit, "a shown line is short")
        expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, "a shown line has no controls")
        var point = SyncPoint(tag: "m1")
        if case .found(let rest) = point.receive(bytes) {
            expect(rest.starts(with: Array("m1 ".utf8)), "what can be trusted begins with our tag")
        }
        _ = LoginLines(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)).alerts
    }

    private static let tightLimits: ParserLimits = {
        var limits = ParserLimits()
        limits.line = 60
        limits.literal = 20
        limits.nesting = 3
        limits.excerpt = 10
        return limits
    }()

    private static func parse(_ pieces: [[UInt8]], _ limits: ParserLimits, _ usesUTF8: Bool) -> [Response] {
        var parser = ResponseParser(limits: limits)
        parser.usesUTF8 = usesUTF8
        return pieces.flatMap { parser.receive($0) }
    }

    private mutating func check(_ responses: [Response], _ limits: ParserLimits, _ octets: Int) {
        var held = 0
        for (place, response) in responses.enumerated() {
            switch response {
            case .limitExceeded(let violation):
                expect(place == responses.count - 1, "nothing comes behind a limit")
                expect(violation.line.unicodeScalars.count <= limits.excerpt, "an excerpt is short")
            case .malformed(let line): expect(line.unicodeScalars.count <= limits.excerpt, "an excerpt is short")
            case .data(.fetch(let row)): held += row.sections.reduce(0) { $0 + ($1.bytes?.count ?? 0) }
            default: break
            }
        }
        expect(held <= octets, "sections hold no more than was sent")
    }

    private mutating func check(_ response: Response, _ usesUTF8: Bool) {
        switch response {
        case .data(.list(let mailbox)): check(mailbox.name)
        case .data(.mailboxStatus(let status)): check(status.name)
        case .data(.vanished(let uids, _)): check(uids)
        case .data(.extendedSearch(let result)): check(result.all ?? UIDSet())
        case .tagged(_, let line), .status(let line):
            _ = (line.failureClass(), line.failureClass(of: .login))
            if case .copyUID(let copied) = line.code { _ = copied.destination(of: UID(1)) }
            if case .appendUID(_, let uids) = line.code { check(uids) }
        default: break
        }
    }

    /// A name goes out again as it came in, in either spelling.
    private mutating func check(_ name: MailboxName) {
        expect(MailboxName(wire: name.bytes) == name, "a name comes back: \(name.bytes)")
        expect(
            MailboxName(utf8: name.utf8Bytes) == name || !name.isWellFormed, "a name comes back in UTF-8: \(name.bytes)"
        )
        expect(name.levels(separator: UInt8(ascii: "/")).last == name, "the last level is the name itself")
    }

    private mutating func check(_ uids: UIDSet) {
        if uids.isEmpty { return }
        let pairs = zip(uids.ranges, uids.ranges.dropFirst())
        expect(pairs.allSatisfy { UInt64($0.upperBound) + 1 < UInt64($1.lowerBound) }, "ranges ascend and do not touch")
        var parser = ResponseParser()
        let again = parser.receive(Array("* VANISHED \(uids)\r\n".utf8)).first
        expect(again == .data(.vanished(uids, earlier: false)), "a set is read as it is written: \(uids)")
        expect(uids.subtracting(uids).isEmpty, "nothing is left of a set without itself")
        expect(uids.subtracting(UIDSet()) == uids, "a set without nothing is itself")
    }

    /// Plans that are fed with whatever comes stay in order and come to an end.
    private mutating func checkPlanning(_ responses: [Response]) {
        var options = IMAPOptions()
        options.batchCount = 2
        options.wholeMail = 40
        options.partLength = 16
        options.truncatedLength = 8
        options.largestMail = 200
        let uids = (1...6).map { UID($0) }
        let listed = uids.map { FetchPlan.Listing(uid: $0, size: $0.number == 6 ? nil : UInt64($0.number) * 15) }
        var plan = FetchPlan(options: options)
        plan.add(listed)
        var changes = ChangesReport()
        var select = SelectReport()
        var found = FoundUIDs(from: UID(2))
        var delivered: [UID] = []
        var open: [Int] = []
        var whole = Set<UID>()
        func take() {
            while let request = plan.nextRequest() { open.append(request.number) }
            while let item = plan.nextItem() {
                if case .mail(let mail) = item, mail.isTruncated, whole.insert(mail.uid).inserted {
                    plan.fetchWhole(mail)
                    return
                }
                delivered.append(item.uid)
            }
        }
        take()
        for response in responses {
            if case .data(.fetch(let row)) = response { plan.receive(row) }
            if case .tagged(_, let line) = response, !open.isEmpty {
                plan.finish(open.removeFirst(), refusal: line.condition == .ok ? nil : line.text)
            }
            changes.receive(response)
            select.receive(response)
            found.receive(response)
            take()
        }
        var rounds = 0
        while !plan.isFinished, rounds < 1000 {
            rounds += 1
            take()
            if !open.isEmpty { plan.finish(open.removeFirst()) }
        }
        expect(delivered == uids, "each mail has its outcome, in order: \(delivered)")
        let rows = changes.changes.rows.map(\.uid)
        expect(zip(rows, rows.dropFirst()).allSatisfy { $0 < $1 }, "changes ascend")
        if case .data(.extendedSearch(let result)) = responses.first, (result.all?.count ?? 0) > 100_000 { return }
        expect(found.uids?.allSatisfy { $0 >= UID(2) } ?? true, "nothing below what was searched for")
    }
}

/// What is fuzzed.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// What a server sends.
    case responses

    func failures(for input: [UInt8]) -> [String] {
        var checks = Checks()
        checks.checkResponses(input)
        return checks.failures
    }
}
