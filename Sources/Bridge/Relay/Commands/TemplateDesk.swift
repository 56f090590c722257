import Domain
import Marketplaces
import Replies
import Routing
import Store
import Templates

/// `#template NAME`: the ready text in the buyer's language, with the values of the order as it is now.
struct TemplateDesk: Sendable {
    enum Answer: Sendable {
        case filled(String, isCanned: Bool)
        /// Why there is no text, for the agent.
        case refused(String)
    }

    let desk: ReplyDesk
    let reply: AgentReply

    init(_ desk: ReplyDesk, _ reply: AgentReply) {
        self.desk = desk
        self.reply = reply
    }

    private var texts: CommandTexts { CommandTexts.of(reply.agent.language) }

    /// `NAME`, or `NAME 2` for the second item of the order. Words below the command follow the template's.
    func fill(_ command: ReplyCommand) async throws -> Answer {
        let words = command.arguments.split(whereSeparator: \.isWhitespace)
        let name = words.first.map(String.init) ?? ""
        let line = words.dropFirst().first.flatMap { Int($0.filter { $0 != ":" }) }
        let book = desk.context.settings.templates
        let template: Template
        switch book.choose(name, language: desk.ticket.buyerLanguage, marketplace: desk.account.name) {
        case .template(let found): template = found
        case .unknown(let names):
            return refused(texts.unknownTemplate, name, ["names": names.joined(separator: ", ")])
        case .otherLanguages(let languages), .unknownLanguage(let languages):
            let language = desk.ticket.buyerLanguage ?? "?"
            return refused(
                texts.templateLanguage, name,
                ["languages": languages.joined(separator: ", "), "language": language])
        }
        var order: OrderContext?
        if template.text.variables.contains(where: \.isOfOrder), let number = desk.ticket.order,
            desk.account.connector.capabilities.readsOrders
        {
            do throws(ConnectorError) {
                order = try await desk.account.connector.order(number)
            } catch {
                return .refused(desk.composer(reply.agent.language).texts.reason + ": " + error.description)
            }
        }
        let values = TemplateValues(
            ticket: desk.ticket, account: desk.account, order: order, line: line,
            agent: reply.agent.identity.name, now: desk.context.now()
        ).values
        do throws(TemplateText.Missing) {
            let text = try template.text.filled(values)
            let whole = reply.text.isEmpty ? text : "\(text)\n\n\(reply.text)"
            return .filled(whole, isCanned: template.isCanned)
        } catch {
            let names = error.variables.map { "{{\($0.rawValue)}}" }.joined(separator: ", ")
            return refused(texts.templateMissing, name, ["names": names])
        }
    }

    private func refused(_ template: String, _ name: String, _ values: [String: String]) -> Answer {
        .refused(AgentTexts.fill(template, values.merging(["name": name]) { given, _ in given }))
    }
}
