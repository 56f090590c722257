/// Decides which UID FETCH commands fetch a list of mails, and puts the mails that come back into the order of UIDs.
///
/// Mails are asked for in batches of about equal weight, several at a time. A UID whose batch ended without it is asked
/// for once more alone, before its successors are handed out.
struct FetchPlan {
    /// What the server said about a mail before its octets were fetched.
    struct Listing {
        let uid: UID
        /// Nil if the server gave no row.
        var size: UInt64?
    }

    struct Request: Equatable {
        let number: Int
        let uids: UIDSet
        let items: String
    }

    private struct Batch {
        var uids: [UID] = []
        var octets = 0
        var isRetry = false
        var isTruncated = false
        /// Where the part of the mail begins that is asked for.
        var part: Int?
    }

    private let options: IMAPOptions
    /// One mail at a time, never more than ``IMAPOptions/largestMail`` octets, whatever the server says of sizes.
    private let isCareful: Bool
    private var listings: [UID: Listing] = [:]
    private var order: [UID] = []
    private var nextPlace = 0
    private var expectedPlace = 0
    /// The last is the next.
    private var waiting: [Batch] = []
    private var retries: [Batch] = []
    private var underWay: [Int: Batch] = [:]
    private var requestCount = 0
    private var requestOf: [UID: Int] = [:]
    private var items: [UID: FetchedItem] = [:]
    private var noBody: Set<UID> = []
    /// Mails of which nothing came although they were asked for alone, each with ``arrivals`` of that moment.
    private var inDoubt: [UID: Int] = [:]
    /// Mails that came.
    private var arrivals = 0
    /// The last of them.
    private(set) var newest: UID?
    private var heldOctets = 0
    /// The mail whose parts are being fetched: the next in the order, so that there is only one.
    private var parted: PartedMail?

    init(options: IMAPOptions, careful: Bool = false) {
        self.options = options
        isCareful = careful
    }

    /// Takes more mails, with UIDs above those of the ones before.
    mutating func add(_ listed: [Listing]) {
        order.removeFirst(nextPlace)
        expectedPlace = max(0, expectedPlace - nextPlace)
        nextPlace = 0
        order += listed.map(\.uid)
        for listing in listed { listings[listing.uid] = listing }
        waiting = Self.batches(listed, options: options, careful: isCareful).reversed() + waiting
        waitingMails += listed.count
    }

    /// Mails that were not asked for yet.
    private(set) var waitingMails = 0
    /// Something is still to be asked for.
    var wantsMore: Bool { !retries.isEmpty || !waiting.isEmpty || parted != nil }
    var isFinished: Bool { nextPlace == order.count }
    var octetsUnderWay: Int { underWay.values.reduce(0) { $0 + $1.octets } }

    /// The next command to send, if one more may be under way.
    mutating func nextRequest() -> Request? {
        guard underWay.count < (isCareful ? 1 : options.pipelineDepth) else { return nil }
        guard let batch = retries.popLast() ?? nextPart() ?? nextWaiting() else { return nil }
        requestCount += 1
        underWay[requestCount] = batch
        for uid in batch.uids { requestOf[uid] = requestCount }
        return Request(number: requestCount, uids: UIDSet(batch.uids), items: names(batch))
    }

    /// Takes a row in whatever order it comes. Rows nobody asked for are ignored.
    mutating func receive(_ row: FetchRow) {
        guard let uid = row.uid, items[uid] == nil else { return }
        if uid == parted?.head.uid { return receivePart(row) }
        guard let listing = listings[uid] else { return }
        guard let number = requestOf[uid], let batch = underWay[number] else { return }
        let whole = row.sections.filter { $0.name.isEmpty && !$0.isBinary }.compactMap(\.bytes).first
        let header = row.sections.filter { $0.name == "HEADER" && !$0.isBinary }.compactMap(\.bytes).first
        guard let bytes = longer(whole, header) else {
            if !row.sections.isEmpty { noBody.insert(uid) }
            return
        }
        if StandInMail.matches(bytes, uid: uid) {
            items[uid] = .missing(uid, .unreadable(reason: "the server gave a stand-in"))
            return
        }
        let size = max(row.size ?? listing.size ?? 0, UInt64(bytes.count))
        let isPartial = row.sections.contains { $0.origin != nil }
        let isCut = batch.isTruncated || (isPartial && bytes.count >= mostAtOnce)
        let mail = FetchedMail(
            uid: uid, flags: row.flags ?? [], internalDate: row.internalDate?.timestamp, size: size, bytes: bytes,
            isTruncated: isCut)
        items[uid] = .mail(mail)
        noteArrival()
        newest = uid
        heldOctets += bytes.count
        underWay[number]?.octets -= min(batch.octets, bytes.count)
    }

    /// The command is done; `refusal` is the server's text if it was refused.
    mutating func finish(_ number: Int, refusal: String? = nil) {
        guard let batch = underWay.removeValue(forKey: number) else { return }
        if let origin = batch.part { return finishPart(origin, batch, refusal) }
        // What was handed out already is no longer listed.
        for uid in batch.uids.reversed() where items[uid] == nil && listings[uid] != nil {
            if batch.isRetry {
                doubt(uid, refusal ?? (noBody.contains(uid) ? "no body" : "no row"))
            } else {
                var retry = Batch(uids: [uid], octets: 0, isRetry: true, isTruncated: batch.isTruncated)
                retry.octets = min(Int(clamping: listings[uid]?.size ?? 0), options.largestMail)
                retries.append(retry)
            }
        }
    }

    /// Whether the next mail is here and so are all that were asked for together with it, so that nobody who waits for what
    /// comes of this one keeps the others on the line.
    var isNextComplete: Bool {
        guard nextPlace < order.count, items[order[nextPlace]] != nil else { return false }
        return requestOf[order[nextPlace]].map { underWay[$0] == nil } ?? true
    }

    /// The next mail in the order of UIDs if nothing came of it although it was asked for alone: it may be gone, or the server
    /// may give no mail at all now. `isProven`: another one came since.
    var nextInDoubt: (uid: UID, reason: String, isProven: Bool)? {
        guard nextPlace < order.count, let before = inDoubt[order[nextPlace]],
            case .missing(let uid, .unreadable(let reason)) = items[order[nextPlace]]
        else { return nil }
        return (uid, reason, arrivals > before)
    }

    /// The server gives mails.
    mutating func noteArrival() { arrivals += 1 }

    /// What is to be said of a mail in doubt.
    mutating func settle(_ uid: UID, as reason: MissingMail) {
        inDoubt[uid] = nil
        items[uid] = .missing(uid, reason)
    }

    /// The next mail in the order of UIDs that this did not give yet, once it and all before it are here: servers answer
    /// commands that are under way together in any order.
    mutating func nextExpected() -> FetchedMail? {
        expectedPlace = max(expectedPlace, nextPlace)
        while expectedPlace < order.count, let item = items[order[expectedPlace]] {
            expectedPlace += 1
            if case .mail(let mail) = item { return mail }
        }
        return nil
    }

    /// The next mail in the order of UIDs, once it is here.
    mutating func nextItem() -> FetchedItem? {
        guard nextPlace < order.count, let item = items.removeValue(forKey: order[nextPlace]) else { return nil }
        listings[order[nextPlace]] = nil
        requestOf[order[nextPlace]] = nil
        nextPlace += 1
        if case .mail(let mail) = item { heldOctets -= mail.bytes.count }
        return item
    }

    /// Instead of the beginning of a mail, which ``nextItem()`` gave, all of it is wanted, and nothing behind it before.
    mutating func fetchWhole(_ head: FetchedMail) {
        guard parted == nil, nextPlace > 0, order[nextPlace - 1] == head.uid else { return }
        nextPlace -= 1
        parted = PartedMail(head: head, partLength: options.partLength, limit: options.largestMail)
    }

    private mutating func nextPart() -> Batch? {
        guard let uid = parted?.head.uid, let origin = parted?.nextPart() else { return nil }
        return Batch(uids: [uid], octets: options.partLength, part: origin)
    }

    private mutating func receivePart(_ row: FetchRow) {
        for section in row.sections where section.name.isEmpty && !section.isBinary {
            if let bytes = section.bytes { parted?.receive(bytes, at: section.origin.map { Int(clamping: $0) }) }
        }
    }

    private mutating func finishPart(_ origin: Int, _ batch: Batch, _ refusal: String?) {
        guard var mail = parted, mail.head.uid == batch.uids.first else { return }
        if !mail.has(origin), !(batch.isRetry && mail.endsBefore(origin)) {
            if batch.isRetry {
                parted = nil
                doubt(mail.head.uid, refusal ?? "a part did not come")
            } else {
                var retry = batch
                retry.isRetry = true
                retries.append(retry)
            }
        } else if mail.isComplete {
            parted = nil
            items[mail.head.uid] = .mail(mail.mail)
            noteArrival()
            heldOctets += mail.bytes.count
        }
    }

    private mutating func nextWaiting() -> Batch? {
        guard mayRunAhead, let batch = waiting.popLast() else { return nil }
        waitingMails -= batch.uids.count
        return batch
    }

    /// Nothing new is asked for while as much is held back by a missing mail as may be under way.
    private var mayRunAhead: Bool { heldOctets < options.batchWeight * options.pipelineDepth }

    private mutating func doubt(_ uid: UID, _ reason: String) {
        items[uid] = .missing(uid, .unreadable(reason: reason))
        inDoubt[uid] = arrivals
    }

    /// No more than the parser takes, or the same mail would break every connection.
    private var mostAtOnce: Int { min(options.largestMail, options.limits.literal) }

    private func names(_ batch: Batch) -> String {
        if let origin = batch.part { return "UID BODY.PEEK[]<\(origin).\(options.partLength)>" }
        if batch.isTruncated {
            return "UID FLAGS INTERNALDATE BODY.PEEK[HEADER] BODY.PEEK[]<0.\(options.truncatedLength)>"
        }
        let hasUnknownSize = batch.uids.contains { listings[$0]?.size == nil }
        if isCareful || hasUnknownSize { return "UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[]<0.\(mostAtOnce)>" }
        return "UID FLAGS INTERNALDATE BODY.PEEK[]"
    }

    private func longer(_ first: [UInt8]?, _ second: [UInt8]?) -> [UInt8]? {
        guard let first, let second else { return first ?? second }
        return first.count >= second.count ? first : second
    }

    /// Lines with more UIDs than this may exceed the 4 KB that some servers take.
    private static let uidsPerLine = 340

    private static func batches(_ listed: [Listing], options: IMAPOptions, careful: Bool) -> [Batch] {
        let count = careful ? 1 : min(options.batchCount, uidsPerLine)
        var result: [Batch] = []
        var open = Batch()
        func close() {
            if !open.uids.isEmpty { result.append(open) }
            open = Batch()
        }
        for listing in listed {
            guard let size = listing.size.map({ Int(clamping: $0) }) else {
                close()
                result.append(Batch(uids: [listing.uid], octets: 0, isRetry: true))
                continue
            }
            if size > min(options.wholeMail, options.largestMail) {
                close()
                result.append(Batch(uids: [listing.uid], octets: options.truncatedLength, isTruncated: true))
                continue
            }
            if open.uids.count >= count || open.octets + size > options.batchWeight { close() }
            open.uids.append(listing.uid)
            open.octets += size
        }
        close()
        return result
    }
}
