import Domain

extension AllegroStandIn {
    /// Where a message goes: into the thread of its buyer, or into an issue. A new conversation of its own is a dispute (a
    /// claim where the system writes it): the message centre has but one thread for each buyer.
    mutating func receive(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> Arrival {
        if let id = message.conversation, let index = issues.firstIndex(where: { $0.id == id }) {
            return add(message, toIssueAt: index, isFirst: false, now: now)
        }
        var known: Int?
        if let id = message.conversation {
            guard let index = threads.firstIndex(where: { $0.id == id }) else {
                throw SandboxError(.unknownConversation, "there is no conversation \(id)")
            }
            known = index
        }
        let login = known.map { threads[$0].login } ?? Self.login(message.name)
        let number =
            message.order ?? known.flatMap { threads[$0].messages.last { $0.order != nil }?.order } ?? randomUUID()
        guard number.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12] else {
            throw SandboxError(.badMessage, "Allegro's order numbers are UUIDs")
        }
        if orders[number] == nil {
            orders[number] = AllegroOrder(
                order: Order(
                    number: number, buyer: message.name, language: message.language, article: .bought(with: number),
                    placed: now - .seconds(6 * 86_400)), login: login)
        }
        if message.startsNewConversation {
            let kind: AllegroIssue.Kind = message.author == .system ? .claim : .dispute
            issues.append(
                AllegroIssue(
                    kind: kind, status: kind == .claim ? "CLAIM_SUBMITTED" : "DISPUTE_ONGOING", order: number,
                    login: login, name: message.name, language: message.language, opened: now))
            return add(message, toIssueAt: issues.count - 1, isFirst: true, now: now)
        }
        if known == nil { known = threads.firstIndex { $0.login == login } }
        if known == nil {
            threads.append(AllegroThread(login: login, name: message.name, language: message.language))
        }
        return add(message, about: number, toThreadAt: known ?? threads.count - 1, isFirst: known == nil, now: now)
    }

    var conversations: [SandboxConversation] { threads.map(view) + issues.map(view) }

    private mutating func add(
        _ message: BuyerMessage, about number: String, toThreadAt index: Int, isFirst: Bool, now: Timestamp
    ) -> Arrival {
        let entry = AllegroThread.Message(
            login: threads[index].login, isInterlocutor: true, text: message.text, created: later(than: index, now),
            order: number, files: keep(message.attachments, in: .centre))
        threads[index].messages.append(entry)
        threads[index].isRead = false
        return arrival(view(threads[index]), number, isFirst)
    }

    private mutating func add(
        _ message: BuyerMessage, toIssueAt index: Int, isFirst: Bool, now: Timestamp
    ) -> Arrival {
        let role: AllegroIssue.Role =
            switch message.author {
            case .operator: .admin
            case .system where !isFirst: .system
            default: .buyer
            }
        issues[index].chat.append(
            AllegroIssue.Entry(
                role: role, login: role == .buyer ? issues[index].login : nil, text: message.text, created: now,
                files: keep(message.attachments, in: .issue)))
        // Allegro's staff ends a discussion with its last word.
        if role == .system {
            issues[index].status = issues[index].kind == .claim ? "CLAIM_ACCEPTED" : "DISPUTE_CLOSED"
            issues[index].isChatActive = false
        }
        return arrival(view(issues[index]), issues[index].order, isFirst)
    }

    /// Times within a thread grow.
    private func later(than index: Int, _ now: Timestamp) -> Timestamp {
        threads[index].messages.last.map { max(now, $0.created + .milliseconds(1)) } ?? now
    }

    private func arrival(_ conversation: SandboxConversation, _ number: String, _ isFirst: Bool) -> Arrival {
        var conversation = conversation
        conversation.order = number
        let fallback = Order(
            number: number, buyer: conversation.buyer, language: conversation.language, article: .bought(with: number),
            placed: Timestamp(seconds: 0))
        let message = conversation.messages.last
        return Arrival(
            conversation: conversation,
            message: message
                ?? SandboxMessage(
                    id: "", role: .buyer, name: conversation.buyer, text: "", sent: fallback.placed, attachments: []),
            order: orders[number]?.order ?? fallback, isFirst: isFirst)
    }

    private func view(_ thread: AllegroThread) -> SandboxConversation {
        let shown = thread.messages.filter { $0.finding?.status != .blocked }
        let order = shown.last { $0.order != nil }?.order ?? ""
        return SandboxConversation(
            marketplace: .allegro, id: thread.id, order: order, buyer: thread.name, language: thread.language,
            item: orders[order]?.order.article.title ?? "", awaitsSeller: shown.last?.isInterlocutor ?? false,
            isClosed: false,
            messages: shown.map { message in
                SandboxMessage(
                    id: message.id, role: message.isInterlocutor ? .buyer : .seller, name: message.login,
                    text: message.text, sent: message.created, attachments: attachments(message.files))
            })
    }

    private func view(_ issue: AllegroIssue) -> SandboxConversation {
        SandboxConversation(
            marketplace: .allegro, id: issue.id, order: issue.order, buyer: issue.name, language: issue.language,
            item: orders[issue.order]?.order.article.title ?? "",
            awaitsSeller: issue.isChatActive && issue.chat.last?.role != .seller, isClosed: !issue.isChatActive,
            messages: issue.chat.map { entry in
                let role: AuthorRole =
                    switch entry.role {
                    case .buyer: .buyer
                    case .seller: .seller
                    case .admin: .operator
                    case .system: .system
                    }
                return SandboxMessage(
                    id: entry.id, role: role, name: entry.login ?? "Allegro", text: entry.text, sent: entry.created,
                    attachments: attachments(entry.files))
            })
    }

    private func attachments(_ ids: [String]) -> [SandboxAttachment] {
        ids.compactMap { files[$0] }.map { SandboxAttachment(id: $0.id, name: $0.name, size: $0.size) }
    }

    /// `Erika Muster` is `erika-muster`.
    private static func login(_ name: String) -> String {
        let letters = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return String(letters).split(separator: "-").joined(separator: "-")
    }
}
