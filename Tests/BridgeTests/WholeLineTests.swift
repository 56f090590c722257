import Domain
import Testing

@testable import Bridge
@testable import Marketplaces

@Suite("All of a line, as a marketplace is asked for it") struct WholeLineTests {
    private static func euro(_ euros: Int64) -> Money { Money(minorUnits: euros * 100, currency: "EUR") }

    /// Two pieces of 10.00 EUR each, and 5.00 EUR for shipping.
    private static func order(isDiscounted: Bool = false, shipped: Int = 2) -> AmazonOrder {
        AmazonOrder(
            isSentByAmazon: false, progress: .shipped,
            items: [
                .init(
                    id: "77", title: "Kanne", quantity: 2, shipped: shipped, unitPrice: euro(10),
                    paid: [
                        .init(component: .principal, amount: euro(20)), .init(component: .shipping, amount: euro(5)),
                    ], isDiscounted: isDiscounted)
            ])
    }

    private static func adjusted(_ order: AmazonOrder, _ text: String) throws -> String {
        let context = order.context(number: "302-0000001-0000001")
        let plan = try MoneyPlan.refund(context, ActionArguments(text, takesAmount: true), reason: nil)
        // As it comes out of the outbox.
        guard case .refund(let refunds, _) = TaskNote.task(try TaskNote(plan.task).json(), attachments: []) else {
            return "nothing"
        }
        do throws(AmazonRefusal) {
            return try AmazonAdjustment.all(of: order, refunds).flatMap(\.prices)
                .map { "\($0.component.rawValue) \($0.amount)" }.joined(separator: ", ")
        } catch {
            return error.reason
        }
    }

    @Test("what was shown goes back, and no shipping beside")
    func shown() throws {
        #expect(try Self.adjusted(Self.order(), "1:") == "Principal 20.00 EUR")
    }

    @Test("of a discounted item, and of one that was sent in part, the agent has to name the amount")
    func guarded() throws {
        let discounted = Self.order(isDiscounted: true)
        #expect(
            try Self.adjusted(discounted, "1:") == "the buyer had a discount on item 77: name the amount to refund")
        #expect(try Self.adjusted(discounted, "1: 15 EUR") == "Principal 15.00 EUR")
        let part = Self.order(shipped: 1)
        #expect(try Self.adjusted(part, "1:") == "of item 77, 1 of 2 were sent: name the amount to refund")
        #expect(try Self.adjusted(part, "1: 10 EUR") == "Principal 10.00 EUR")
    }
}
