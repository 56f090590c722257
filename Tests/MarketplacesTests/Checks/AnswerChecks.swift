import Dispatch
import Domain
import MIME
import Synchronization
import Transport

@testable import Marketplaces

/// What has to hold whatever a marketplace answers.
struct AnswerChecks {
    private(set) var failures: [String] = []

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { failures.append(what()) }
    }

    mutating func check(_ bytes: [UInt8]) {
        guard let script = AnswerScript(bytes) else { return }
        let peer = ScriptedAnswers(script)
        // A fuzzer calls from outside of any task.
        let done = DispatchSemaphore(value: 0)
        let result = Mutex<Outcome?>(nil)
        Task.detached {
            let outcome = await Self.outcome(of: script, peer)
            result.withLock { $0 = outcome }
            done.signal()
        }
        done.wait()
        guard let outcome = result.withLock({ $0 }) else { return }
        checkRequests(peer.requests, script)
        checkWrites(peer, script)
        check(outcome, peer, script)
    }

    /// How a call ended, whichever it was.
    enum Outcome: Sendable {
        case conversations([Conversation])
        case order(OrderContext?)
        case attachment(Attachment)
        case post(PostResult)
        case readBack(ReadBack)
        case reasons([Reason])
        case action(ActionResult)
        case actionOutcome(ActionOutcome)
        case changes(ConversationChanges, from: String?)
        case line(String)
        case failed(ConnectorError)
        case unknown
    }

    private static func outcome(of script: AnswerScript, _ peer: ScriptedAnswers) async -> Outcome {
        do throws(ConnectorError) {
            let connector = try makeConnector(
                FuzzedAccount.settings(script.kind), exchange: peer, submission: ScriptedRelay(),
                now: { FuzzedAccount.now })
            let post = script.post
            switch script.operation {
            case "conversations":
                let keys = ConversationKeys(thread: script.thread, order: script.order, notifiedAt: FuzzedAccount.now)
                return .conversations(try await connector.conversations(for: keys))
            case "order": return .order(try await connector.order(script.order ?? "4711-A"))
            case "attachment":
                let reference = AttachmentReference(handle: script.thread?.text ?? "", name: "a.pdf")
                return .attachment(try await connector.attachment(reference))
            case "post": return .post(await connector.post(post))
            case "read-back": return .readBack(try await connector.readBack(post))
            case "reasons":
                for action in Capabilities.Action.allCases.dropLast() { _ = try await connector.reasons(for: action) }
                return .reasons(try await connector.reasons(for: .refund, on: script.order ?? "4711-A"))
            case "changes":
                let since = FuzzedAccount.now - .seconds(86_400)
                let position = script.thread?.text
                return .changes(try await connector.changes(since: since, from: position), from: position)
            case "token", "probe": return .line(try await connector.probe())
            default:
                guard let request = script.request else { return .unknown }
                if script.isLookedAfter {
                    return .actionOutcome(try await connector.outcome(of: request, handle: script.thread?.text))
                }
                return .action(await connector.perform(request))
            }
        } catch {
            return .failed(error)
        }
    }

    // MARK: What was asked

    /// Whatever an answer says, only the account's own hosts are asked, and none is asked for ever.
    private mutating func checkRequests(_ requests: [HTTPRequest], _ script: AnswerScript) {
        expect(requests.count < ScriptedAnswers.mostCalls, "\(requests.count) calls for one")
        for request in requests {
            let host = Self.host(request.url)
            let isOwn = request.url.hasPrefix("https://api.example/") || request.url == FuzzedAccount.tokenURL
            let isKnown = FuzzedAccount.hosts(script.kind).contains { host == $0 || host.hasSuffix(".\($0)") }
            expect(isOwn || isKnown && request.url.hasPrefix("https://"), "\(request.url.prefix(200)) is asked")
            expect(!isOwn || !request.url.contains("/../"), "\(request.url.prefix(200)) climbs")
            let isShown = request.headers.contains { $0.value.contains(FuzzedAccount.canary) }
            expect(isOwn || !isShown || script.kind == .allegro, "a secret goes to \(host)")
            expect(!request.url.contains(FuzzedAccount.canary), "a secret stands in an address")
        }
    }

    private static func host(_ url: String) -> String {
        let rest = url.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        return String(rest.prefix { $0 != ":" && $0 != "?" && $0 != "#" })
    }

    /// A write goes out once; again only where the first was refused for its token.
    private mutating func checkWrites(_ peer: ScriptedAnswers, _ script: AnswerScript) {
        let requests = peer.requests
        var seen: [String: Int] = [:]
        for (number, request) in requests.enumerated()
        where request.method != "GET" && request.url != FuzzedAccount.tokenURL {
            let key =
                "\(request.method) \(request.url) \(request.body.count) \(request.body.reduce(0) { ($0 &* 31) &+ Int($1) })"
            if let before = seen[key], case .success(let answer) = peer.answer(before) {
                expect(
                    [401, 403].contains(answer.status),
                    "\(request.method) \(request.url) goes out twice after \(answer.status)")
            } else {
                expect(seen[key] == nil, "\(request.method) \(request.url) goes out twice after a broken connection")
            }
            seen[key] = number
        }
    }

    /// The answers to writes, token requests aside.
    private static func writes(_ peer: ScriptedAnswers) -> [Result<HTTPResponse, TransportError>] {
        peer.requests.enumerated().filter { $0.element.method != "GET" && $0.element.url != FuzzedAccount.tokenURL }
            .map { peer.answer($0.offset) }
    }

    private static func isGood(_ answer: Result<HTTPResponse, TransportError>) -> Bool {
        if case .success(let response) = answer { (200..<300).contains(response.status) } else { false }
    }

    // MARK: What became of it

    private mutating func check(_ outcome: Outcome, _ peer: ScriptedAnswers, _ script: AnswerScript) {
        let writes = Self.writes(peer)
        switch outcome {
        case .conversations(let found): for one in found { check(one, of: script.kind) }
        case .order(let order): if let order { check(order) }
        case .attachment(let file): expect(!file.type.contains { $0.isNewline }, "\(file.type) is a type")
        case .post(let result):
            check(result, writes, isRelayed: script.post.relay != nil && script.kind == .amazon || script.kind == .bol)
        case .readBack: expect(writes.isEmpty, "a look writes nothing")
        case .reasons(let reasons): expect(writes.isEmpty && reasons.count < 5_000, "reasons are asked for and bounded")
        case .action(let result): check(result, writes)
        case .actionOutcome(let end):
            if case .failed(let reason) = end { checkWords(reason) }
            if case .done(let note?) = end { checkWords(note, mayHoldAddress: true) }
        case .changes(let part, let position):
            expect(writes.isEmpty, "a look writes nothing")
            expect(part.next == nil || part.next != position, "the list's next part is another: \(part.next ?? "")")
            for change in part.changes { if let one = change.conversation { check(one, of: script.kind) } }
        case .line(let line): checkWords(line, mayHoldAddress: true)
        case .failed(let error): check(error)
        case .unknown: break
        }
    }

    private mutating func check(_ one: Conversation, of kind: ConnectorKind) {
        switch kind {
        case .kaufland, .backmarket:
            // Their ids ascend; dates are only for show.
            let ids = one.messages.map { Int64($0.id.text) ?? 0 }
            expect(ids == ids.sorted(), "messages stand oldest first: \(ids)")
        default:
            let times = one.messages.map(\.createdAt)
            expect(times == times.sorted(), "messages stand oldest first: \(times)")
        }
        expect(!one.thread.text.isEmpty, "a conversation has a name")
        for message in one.messages {
            expect(!message.id.text.isEmpty, "a message has a name")
            expect(message.attachments.allSatisfy { ($0.size ?? 0) >= 0 }, "a file has a size")
        }
    }

    private mutating func check(_ order: OrderContext) {
        for line in order.lines { expect(line.quantity >= 0, "\(line.quantity) pieces") }
        expect(
            order.country.map { $0.count == 2 && $0 == $0.uppercased() } ?? true, "\(order.country ?? "") is a country")
    }

    /// Nothing counts as sent that no answer said so, and nothing as not sent that may have been.
    private mutating func check(_ result: PostResult, _ writes: [Result<HTTPResponse, TransportError>], isRelayed: Bool)
    {
        switch result {
        case .accepted(let id, _, _):
            expect(isRelayed || writes.contains(where: Self.isGood), "nothing was taken, and yet it is accepted")
            expect(id.map { !$0.text.isEmpty } ?? true, "an id says something")
        case .refused(let reason): checkWords(reason)
        case .notSent(let error):
            check(error)
            if case .failure(let fault)? = writes.last { expect(!fault.requestWasSent, "it may have been sent") }
        case .uncertain(let reason):
            checkWords(reason)
            expect(isRelayed || !writes.isEmpty, "nothing was sent, so nothing is unclear")
        }
    }

    private mutating func check(_ result: ActionResult, _ writes: [Result<HTTPResponse, TransportError>]) {
        switch result {
        case .done, .pending:
            // Some actions are found to be done already.
            expect(writes.isEmpty || writes.contains(where: Self.isGood), "everything was refused, and yet it is done")
            if case .pending(let handle) = result { expect(!handle.isEmpty, "work has a name") }
        case .refused(let reason): checkWords(reason)
        case .notSent(let error):
            check(error)
            if case .failure(let fault)? = writes.last { expect(!fault.requestWasSent, "it may have been done") }
        case .uncertain(let reason):
            checkWords(reason)
            expect(!writes.isEmpty, "nothing was sent, so nothing is unclear")
        }
    }

    private mutating func check(_ error: ConnectorError) {
        checkWords(error.detail)
        guard case .after(let wait) = error.retry else { return }
        expect(wait >= .zero && wait <= .seconds(366 * 86_400), "a wait of \(wait)")
    }

    /// What goes into logs: no addresses, no secrets, not without end.
    private mutating func checkWords(_ words: String, mayHoldAddress: Bool = false) {
        expect(!words.contains(FuzzedAccount.canary), "a secret is shown: \(words)")
        expect(words.utf8.count <= 12_000, "\(words.utf8.count) bytes of words")
        expect(mayHoldAddress || withoutAddresses(words) == words, "an address is shown: \(words)")
    }
}

extension AnswerScript {
    /// An answer to a buyer; a new conversation where no thread is named.
    var post: Post {
        var post = Post(
            thread: thread, order: order, text: "Guten Tag,\nmorgen kommt Ersatz.", answering: "m1",
            intendedAt: FuzzedAccount.now - .seconds(60), lastKnown: "m1", known: ["m1"], key: "k1@seller.example")
        if thread == nil { post.opening = Post.Opening() }
        if kind == .amazon || kind == .bol, thread != nil {
            post.relay = EmailAddress("x7k2m9q4w1z8b3n@marketplace.amazon.de").map {
                Post.RelayContext(address: $0, subject: "Frage", messageID: "m@amazon.de", quoted: "Wo bleibt es?")
            }
        }
        return post
    }

    /// `done-` in front: what became of it is asked.
    var isLookedAfter: Bool { operation.hasPrefix("done-") }

    var request: ActionRequest? {
        let word = isLookedAfter ? String(operation.dropFirst(5)) : operation
        let task: ActionRequest.Task
        switch word {
        case "close": task = .close
        case "reopen": task = .reopen
        case "no-reply": task = .noReplyNeeded
        case "escalate": task = .escalate(text: "Bitte helfen Sie")
        case "resolve": task = .resolveIncident(reason: "1")
        case "refund": task = .refund([.init(line: "1", amount: Money(minorUnits: 500, currency: "EUR"))], reason: "1")
        case "refund-all": task = .refund([], reason: nil)
        case "cancel": task = .cancel(lines: [], reason: "1")
        case "invoice":
            task = .uploadInvoice(Attachment(name: "r.pdf", type: "application/pdf", bytes: Array("%PDF-1.4".utf8)))
        default: return nil
        }
        return ActionRequest(
            task: task, thread: thread, order: order, intendedAt: FuzzedAccount.now - .seconds(60), key: "k1")
    }
}

/// What is fuzzed.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// A call of a connector and its answers, see ``AnswerScript``.
    case answers
    /// A mail that may be a notification.
    case notifications
    /// XML, amounts, addresses: the small readers of what APIs say.
    case values

    func failures(for input: [UInt8]) -> [String] {
        switch self {
        case .answers:
            var checks = AnswerChecks()
            checks.check(input)
            return checks.failures
        case .notifications:
            var checks = NotificationChecks()
            checks.check(input)
            return checks.failures
        case .values:
            var checks = ValueChecks()
            checks.check(input)
            return checks.failures
        }
    }
}
