import Transport
import Wire

/// What eBay says about a refusal: the ids of its errors, and a sentence with what to do about them.
struct EbayProblem: Sendable, Hashable {
    private(set) var ids: [Int64] = []
    private(set) var explanation: String?

    /// The REST interfaces have a list `errors`; Post-Order has `error`, also one level down in `errorMessage`.
    init(_ response: HTTPResponse) {
        guard let json = try? JSON(parsing: response.body) else { return }
        let lists = [json["errors"], json["errorMessage"]["error"], json["error"]]
        let errors = lists.map(\.elements).first { !$0.isEmpty } ?? []
        ids = errors.compactMap { $0["errorId"].scalar.flatMap { Int64($0) } }
        let sentences = errors.compactMap(Self.sentence)
        if !sentences.isEmpty { explanation = sentences.joined(separator: "; ") }
    }

    /// The conversation, buyer or order is not this account's, or does not exist; eBay says so with status 400.
    var isMissing: Bool { ids.contains { [355_006, 355_007, 32_100, 34_913].contains($0) } }

    /// The listing that a message names is none that eBay takes.
    var isAboutListing: Bool { ids.contains { [355_016, 355_020, 355_021, 355_022].contains($0) } }

    private static func sentence(_ error: JSON) -> String? {
        let id = error["errorId"].scalar.flatMap { Int64($0) }
        let said = error["longMessage"].filled ?? error["message"].filled
        let parameters = error["parameters"].elements.compactMap { parameter -> String? in
            guard let name = parameter["name"].filled, let value = parameter["value"].scalar else { return nil }
            return "\(name) \(value)"
        }
        guard let words = [id.flatMap(cure), said].compactMap({ $0 }).first ?? id.map({ "error \($0)" }) else {
            return nil
        }
        let details = (id.map { ["eBay \($0)"] } ?? []) + parameters
        return details.isEmpty ? words : "\(words) (\(details.joined(separator: ", ")))"
    }

    /// What to do about the errors that have a cure; for the others eBay's own words are shown.
    private static func cure(_ id: Int64) -> String? { cures[id] ?? (signatures.contains(id) ? unsigned : nil) }

    private static let unsigned =
        "eBay takes this call only with a digital signature, which it demands of sellers in the EU and the UK: "
        + "set the account's signing key, or do it in Seller Hub"

    /// Missing or bad Signature, Signature-Input, Content-Digest and x-ebay-signature-key fields.
    private static let signatures: ClosedRange<Int64> = 215_000...215_199

    private static let cures: [Int64: String] = [
        1_001: "eBay does not accept the access token: let the seller agree again and set the new refresh token",
        1_100: "the access lacks a right: let the seller agree again with the scopes of messages and orders",
        355_006: "eBay does not know this buyer (any more)",
        355_007: "eBay does not know this conversation (any more)",
        355_010: "too many files for one message",
        355_011: "eBay does not take this kind of file",
        355_012: "a file lacks its name, kind or address",
        355_014: "eBay cannot fetch the file's address; it must begin with https",
        355_013: "the text is too long for eBay, which takes 2000 characters: shorten it",
        355_015: "eBay takes no empty message",
        335_000: "eBay has an internal fault",
        32_100: "eBay does not know this order, or it is another seller's",
        34_913: "eBay does not know this order, or it is another seller's",
        34_914: "the order has no such line",
        34_915: "the refund is more than the order's price",
        34_916: "a return, inquiry or case is open for this order: refund there, in Seller Hub",
        34_917: "the order has already been refunded",
        34_918: "the payment of this order does not run through eBay: refund it where it was paid",
        34_919: "this account may not refund this order",
        34_920: "it is too late to refund this order",
        34_921: "the comment is too long",
        34_922: "an earlier refund of this order is still being processed: wait for its end",
        34_923: "orders of this kind cannot be refunded this way: use Seller Hub",
        34_924: "the refund is more than what is left of the line's price",
        34_925: "no means of payment of the account covers the refund: choose one in Seller Hub",
        34_926: "no means of payment of the account covers the refund: choose one in Seller Hub",
        34_927: "the account's means of payment was declined: choose another in Seller Hub",
        34_928: "the account's means of payment could not be verified: choose another in Seller Hub",
        34_929: "the buyer's payment has not arrived yet: refund later, or cancel the order",
        34_930: "the account's means of payment has reached its limit: choose another in Seller Hub",
    ]
}
