import Digests
import Domain
import Logging
import StatusPage
import Store
import Synchronization
public import Web

/// Answers the browser of whoever may see the status page.
public final class StatusDesk: Sendable {
    let context: BridgeContext
    let watch: AccountWatch
    private let gate: WebGate
    private let wrongKeys = Mutex(WrongKeys())

    public init(_ context: BridgeContext, _ watch: AccountWatch, gate: WebGate) {
        self.context = context
        self.watch = watch
        self.gate = gate
    }

    public func answer(_ request: WebRequest) async -> WebResponse {
        let now = context.now()
        switch gate.verdict(on: request, at: now, random: randomBytes(16)) {
        case .wrongHost: return .text(421, "An unknown host name: see [web] hosts in the configuration")
        case .wrongKey: return refused(at: now, wasTried: true)
        case .stranger: return await stranger(request, at: now)
        case .welcome(let session, let isNew):
            // While keys are being guessed, a right one tells nobody that it is right.
            if isNew, !wrongKeys.withLock({ $0.mayTry(at: now) }) { return tooMany(at: now) }
            var response = await page(for: request, session, at: now)
            if isNew { response.fields.append(gate.cookieField(session, for: request)) }
            return response
        }
    }

    // MARK: Letting in

    private func refused(at now: Timestamp, wasTried: Bool) -> WebResponse {
        let mayTry = wrongKeys.withLock { keys in
            let mayTry = keys.mayTry(at: now)
            if mayTry, wasTried { keys.note(at: now) }
            return mayTry
        }
        guard mayTry else { return tooMany(at: now) }
        if wasTried { context.note(.warning, .webKeyRefused) }
        let challenge =
            switch gate.key {
            case .password: "Basic realm=\"mailbridge\", charset=\"UTF-8\""
            case .token: "Bearer realm=\"mailbridge\""
            }
        return .text(401, "The key is missing or wrong", fields: [("WWW-Authenticate", challenge)])
    }

    private func tooMany(at now: Timestamp) -> WebResponse {
        show(.failure(status: 429), status: 429, at: now, fields: [("Retry-After", "60")])
    }

    private func stranger(_ request: WebRequest, at now: Timestamp) async -> WebResponse {
        guard case .token = gate.key else { return refused(at: now, wasTried: false) }
        guard request.method == "POST", request.path == "/login" else {
            return show(.login(wasWrong: false), status: request.path == "/login" ? 200 : 401, at: now)
        }
        guard gate.isFromHere(request) else { return show(.failure(status: 403), status: 403, at: now) }
        guard wrongKeys.withLock({ $0.mayTry(at: now) }) else { return tooMany(at: now) }
        guard let session = gate.session(for: request.input("token") ?? "", at: now, random: randomBytes(16)) else {
            wrongKeys.withLock { $0.note(at: now) }
            context.note(.warning, .webKeyRefused)
            return show(.login(wasWrong: true), status: 401, at: now)
        }
        return .seeOther(".", fields: [gate.cookieField(session, for: request)])
    }

    // MARK: Pages and forms

    private func page(for request: WebRequest, _ session: WebSession, at now: Timestamp) async -> WebResponse {
        do {
            switch request.method {
            case "GET", "HEAD": return try await look(request, session, at: now)
            case "POST":
                guard gate.isOwnForm(request, of: session) else {
                    return show(.failure(status: 403), session, status: 403, at: now)
                }
                return try await act(request, at: now)
            default: return .text(405, "Only GET and POST", fields: [("Allow", "GET, HEAD, POST")])
            }
        } catch {
            context.noteStoreFailure(error)
            return show(.failure(status: 503), session, status: 503, at: now)
        }
    }

    private func look(_ request: WebRequest, _ session: WebSession, at now: Timestamp) async throws -> WebResponse {
        let content: StatusPage.Content
        switch request.path {
        case "/":
            let position = request.parameter("after").flatMap { DeadlinePosition($0) }
            content = .overview(try await overview(after: position, at: now))
        case "/queue": content = .queue(try await queue(at: now))
        case "/quarantine":
            guard let number = request.parameter("mail") else {
                content = .quarantine(try await quarantine())
                break
            }
            guard let found = try await mail(number, at: now) else {
                return show(.failure(status: 404), session, status: 404, at: now)
            }
            content = .mail(found.mail, found.preview)
        case "/journal": content = .journal(try await journal())
        case "/login": return .seeOther(".")
        default: return show(.failure(status: 404), session, status: 404, at: now)
        }
        return show(
            content, session, notice: request.parameter("did").flatMap { StatusPage.Notice(rawValue: $0) },
            isStill: request.parameter("still") != nil, at: now)
    }

    private func act(_ request: WebRequest, at now: Timestamp) async throws -> WebResponse {
        switch request.path {
        case "/queue":
            guard let change = request.input("action").flatMap({ QueueChange(rawValue: $0) }), change != .drop,
                let entry = request.input("entry").flatMap({ Int64($0) })
            else { return .text(400, "A form that is none of ours") }
            // Whoever wants it all the same has to say so on the command line.
            guard try await isAcceptable(change, entry, at: now) else { return .seeOther("queue?did=refused") }
            do {
                try await change.apply(to: entry, in: context.store, remark: "on the status page", at: now)
            } catch {
                guard [.wrongState, .notFound].contains(error.kind) else { throw error }
                return .seeOther("queue?did=refused")
            }
            context.note(
                .notice, change.event, ticket: try await context.store.outboxEntry(entry)?.ticket, outbox: entry)
            for bell in context.postsWaiting.values { bell.ring() }
            let notice: StatusPage.Notice =
                switch change {
                case .retry: .retried
                case .hold, .drop: .held
                case .release: .released
                }
            return .seeOther("queue?did=\(notice.rawValue)")
        case "/quarantine":
            guard let number = request.input("mail").flatMap({ Int64($0) }) else {
                return .text(400, "A form that is none of ours")
            }
            do {
                try await context.store.releaseFromQuarantine(
                    number,
                    journal: JournalEntry(
                        at: now, event: Event.quarantineReleased.rawValue, detail: "mail \(number), on the status page"),
                    at: now)
            } catch {
                // Released already, or its content lies with the mail server only.
                guard [.wrongState, .notFound].contains(error.kind) else { throw error }
                return .seeOther("quarantine?did=refused")
            }
            context.note(.notice, .quarantineReleased, ["mail": "\(number)"])
            context.spoolWaiting.ring()
            return .seeOther("quarantine?did=mail-released")
        case "/logout": return .seeOther(".", fields: [gate.cookieField(nil, for: request)])
        default: return .text(404, "There is nothing here")
        }
    }

    /// Whether no content rule stands against a release.
    private func isAcceptable(_ change: QueueChange, _ entry: Int64, at now: Timestamp) async throws -> Bool {
        guard change == .release, let known = try await context.store.outboxEntry(entry) else { return true }
        let review = QueueReview(
            context.settings, policies: context.accounts.mapValues(\.policy), store: context.store)
        return try await review.objection(to: known, at: now) == nil
    }

    // MARK: Writing

    private func show(
        _ content: StatusPage.Content, _ session: WebSession? = nil, status: Int = 200,
        notice: StatusPage.Notice? = nil, isStill: Bool = false, at now: Timestamp,
        fields: [(name: String, value: String)] = []
    ) -> WebResponse {
        var page = StatusPage(language: context.settings.language, now: now, clock: clock(now), content: content)
        page.notice = notice
        page.isStill = isStill
        page.formToken = session.map { gate.formToken(of: $0) }
        if case .token = gate.key { page.canLogOut = session != nil }
        return .page(
            page.html(), status: status, script: StatusPage.scriptDigest, style: StatusPage.styleDigest, fields: fields)
    }
}
