import Domain
import Marketplaces
import MIME
import Store

/// What deciding about a mail takes from its text and from its marketplace.
struct Outlook: Sendable {
    let message: Message
    let recognition: Recognition?
    /// Nil: not asked for.
    var conversations: Result<[Conversation], ConnectorError>?
    var order: OrderAnswer?

    struct OrderAnswer: Sendable {
        var number: OrderNumber
        var result: Result<OrderContext?, ConnectorError>
    }
}

extension Outlook {
    /// Asks as ``NotificationIntake`` does in the mail's turn; not about mails that were dealt with before.
    ///
    /// - Parameter mayBeKnown: whether there can be such mails, as where a folder is read from its start.
    init(_ mail: IncomingMail, _ context: BridgeContext, mayBeKnown: Bool) async {
        let message = Message(parsing: mail.bytes)
        self.init(message: message, recognition: context.recognisers[mail.key.account]?.recognise(message))
        guard let recognition, recognition.standing == .proven, recognition.kind.isOfConversation,
            let account = recognition.marketplace.flatMap({ context.accounts[$0] })
        else { return }
        if mayBeKnown, await Self.isKnown(mail, message, context) { return }
        var number = recognition.order
        if let keys = NotificationIntake(context).keys(account, mail, message, recognition) {
            do throws(ConnectorError) {
                let found = try await account.connector.conversations(for: keys)
                conversations = .success(found)
                number = found.first?.order ?? number
            } catch {
                conversations = .failure(error)
                return
            }
        }
        guard let number, account.connector.capabilities.readsOrders else { return }
        order = OrderAnswer(number: number, result: await account.orderWithoutWaiting(number))
    }

    private static func isKnown(_ mail: IncomingMail, _ message: Message, _ context: BridgeContext) async -> Bool {
        let fingerprint = Fingerprint(message)
        guard let id = fingerprint.messageID else { return false }
        do {
            return try await context.store.duplicate(of: mail.key, messageID: id, contentHash: fingerprint.contentHash)
                != nil
        } catch {
            return true
        }
    }
}

extension Account {
    /// The order as the marketplace shows it, or why it does not. It is a comfort: nobody waits for a marketplace's rate while
    /// other mails stand behind this one.
    func orderWithoutWaiting(_ number: OrderNumber) async -> Result<OrderContext?, ConnectorError> {
        await CallPatience.$longest.withValue(.milliseconds(100)) {
            do throws(ConnectorError) {
                return .success(try await connector.order(number))
            } catch {
                return .failure(error)
            }
        }
    }
}
