import Domain

/// The kinds of messages that Amazon lets a seller begin with (Messaging v1). Each is about one purpose, and which of them an
/// order allows depends on its state and on what was sent already.
enum AmazonMessage: String, Sendable, CaseIterable {
    case confirmOrderDetails, confirmDeliveryDetails, unexpectedProblem, confirmServiceDetails
    case confirmCustomizationDetails, digitalAccessKey, legalDisclosure, warranty, invoice

    /// The operation's name in the reference.
    var operation: String {
        switch self {
        case .confirmOrderDetails: "createConfirmOrderDetails"
        case .confirmDeliveryDetails: "createConfirmDeliveryDetails"
        case .unexpectedProblem: "createUnexpectedProblem"
        case .confirmServiceDetails: "createConfirmServiceDetails"
        case .confirmCustomizationDetails: "confirmCustomizationDetails"
        case .digitalAccessKey: "createDigitalAccessKey"
        case .legalDisclosure: "createLegalDisclosure"
        case .warranty: "CreateWarranty"
        case .invoice: "sendInvoice"
        }
    }

    var label: String {
        switch self {
        case .confirmOrderDetails: "a question about the order before it is sent"
        case .confirmDeliveryDetails: "a question about the delivery"
        case .unexpectedProblem: "an unexpected problem with the order"
        case .confirmServiceDetails: "a question about a home service"
        case .confirmCustomizationDetails: "a question about the customisation"
        case .digitalAccessKey: "the key to a digital product"
        case .legalDisclosure: "documents that the law wants, as files only"
        case .warranty: "the warranty, as files only"
        case .invoice: "the invoice, as files only"
        }
    }

    /// Unicode scalars; nil = it carries no text.
    var longestText: Int? {
        switch self {
        case .confirmOrderDetails, .confirmDeliveryDetails, .unexpectedProblem, .confirmServiceDetails: 2000
        case .confirmCustomizationDetails: 800
        case .digitalAccessKey: 400
        case .legalDisclosure, .warranty, .invoice: nil
        }
    }

    var files: ClosedRange<Int> {
        switch self {
        case .confirmOrderDetails, .confirmDeliveryDetails, .unexpectedProblem, .confirmServiceDetails: 0...0
        case .confirmCustomizationDetails, .digitalAccessKey: 0...5
        case .legalDisclosure, .warranty, .invoice: 1...5
        }
    }

    /// What is tried for an agent who named no kind. The last one comes last because it reaches buyers who opted out.
    static let usual: [AmazonMessage] = [.confirmOrderDetails, .confirmDeliveryDetails, .unexpectedProblem]

    var reason: Reason { Reason(code: rawValue, label: label) }

    /// Why Amazon would not take this; nil if it may. `general` are the limits of the account.
    func refusal(text: String, files attachments: [Attachment], general: Capabilities.Limits) -> String? {
        if longestText == nil, text.contains(where: { !$0.isWhitespace }) {
            return "a message \"\(rawValue)\" carries files only; send the text as another kind of message"
        }
        if attachments.count < files.lowerBound { return "a message \"\(rawValue)\" needs a file" }
        var limits = general
        limits.minimumCharacters = longestText == nil ? 0 : 1
        limits.maximumCharacters = longestText
        limits.maximumFiles = files.upperBound
        let violations = limits.violations(text: longestText == nil ? "" : text, attachments: attachments)
        if !violations.isEmpty { return withoutAddresses(violations.map(\.description).joined(separator: "; ")) }
        if withoutAddresses(text) != text { return "Amazon takes no mail addresses in a message" }
        if Self.holdsMarkup(text) { return "Amazon takes no HTML in a message" }
        return nil
    }

    /// Whether a tag stands in the text: `<`, perhaps `/`, a letter, and `>` later on.
    private static func holdsMarkup(_ text: String) -> Bool {
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            if rest.hasPrefix("!--") { return true }
            let name = rest.first == "/" ? rest.dropFirst() : rest
            if let first = name.first, first.isASCIILetter { return rest.contains(">") }
        }
        return false
    }
}
