import Domain
import Marketplaces
import Sandbox
import TestSupport

/// What the tests of Amazon's connector share.
enum AmazonSandbox {
    /// The first digits of an order's number choose its state in the sandbox.
    static let shipped = "302-0000001-0000001"
    static let unshipped = "303-0000001-0000001"
    static let unwanted = "304-0000001-0000001"
    static let byAmazon = "305-0000001-0000001"
    static let unpaid = "306-0000001-0000001"
    static let homeService = "307-0000001-0000001"

    static let pdf = Domain.Attachment(
        name: "rechnung.pdf", type: "application/pdf", bytes: Array("%PDF-1.4 Rechnung".utf8))

    struct Fault: Sendable, CustomStringConvertible {
        var description: String
        var effect: SandboxFault.Effect
        var moment: SandboxFault.Moment
        /// What the buyer, or Amazon's service of feeds, has of it.
        var visible: Int
        var expected: String

        init(
            _ description: String, _ effect: SandboxFault.Effect, _ moment: SandboxFault.Moment, visible: Int,
            _ expected: String
        ) {
            self.description = description
            self.effect = effect
            self.moment = moment
            self.visible = visible
            self.expected = expected
        }
    }

    static func pending(_ result: ActionResult) throws -> String {
        guard case .pending(let handle) = result else { throw SupportError("not pending: \(result)") }
        return handle
    }

    static func summary(_ result: PostResult) -> String {
        switch result {
        case .accepted: "accepted"
        case .refused: "refused"
        case .notSent: "not sent"
        case .uncertain: "uncertain"
        }
    }

    static func summary(_ result: ActionResult) -> String {
        switch result {
        case .done: "done"
        case .pending: "pending"
        case .refused: "refused"
        case .notSent: "not sent"
        case .uncertain: "uncertain"
        }
    }
}
