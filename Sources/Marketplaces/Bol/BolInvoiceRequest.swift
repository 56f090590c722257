import Domain
import Wire

/// A buyer's wish for an invoice, as get-invoice-requests tells it.
struct BolInvoiceRequest: Sendable, Hashable {
    /// INVOICE_REQUESTED, INVOICE_UPLOADED, INVOICE_INCORRECT, INVOICE_VIRUS_DETECTED or FINISHED.
    var status: String
    /// When the newest status began.
    var changedAt: Timestamp?

    init?(_ json: JSON) {
        guard let status = json["status"].filled else { return nil }
        self.status = status
        changedAt = json["statusTransitions"].elements.compactMap { BolValue.time($0["statusDateTime"]) }.max()
    }

    /// What became of an invoice that was uploaded at or after `time`.
    func outcome(since time: Timestamp) -> ActionOutcome {
        guard let changedAt, changedAt >= time else { return .absent }
        switch status {
        case "INVOICE_UPLOADED", "FINISHED": return .done(note: nil)
        case "INVOICE_INCORRECT": return .failed(reason: "bol says that the invoice is not correct")
        case "INVOICE_VIRUS_DETECTED": return .failed(reason: "bol found a virus in the invoice")
        default: return .absent
        }
    }
}
