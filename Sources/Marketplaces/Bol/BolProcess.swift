import Domain
import Wire

/// How far bol is with something that it was asked to do (`ProcessStatus`). All writes are carried out later; their 202 says
/// nothing about success.
struct BolProcess: Sendable, Hashable {
    /// What a process is about, and which id names it in `entity-id`.
    enum Event: String, Sendable {
        /// orderItemId
        case cancelOrder = "CANCEL_ORDER"
        /// rmaId
        case handleReturn = "HANDLE_RETURN_ITEM"
        /// orderItemId
        case createReturn = "CREATE_RETURN_ITEM"
        /// shipmentId
        case uploadInvoice = "UPLOAD_INVOICE"
    }

    var id: String?
    /// PENDING, SUCCESS, FAILURE, TIMEOUT; an open list.
    var status: String
    var description: String?
    var errorMessage: String?
    var createdAt: Timestamp?

    /// Nil for what is no process.
    init?(_ json: JSON) {
        guard let status = json["status"].filled else { return nil }
        self.status = status.uppercased()
        id = BolValue.id(json["processStatusId"])
        description = json["description"].filled
        errorMessage = json["errorMessage"].filled
        createdAt = BolValue.time(json["createTimestamp"])
    }

    /// What is known of its end. A status that is not known here is taken as work in progress.
    var outcome: ActionOutcome {
        switch status {
        case "SUCCESS": .done(note: description.map { withoutAddresses($0) })
        case "FAILURE":
            .failed(reason: withoutAddresses(errorMessage ?? description ?? "bol could not do it and gives no reason"))
        case "TIMEOUT":
            .failed(reason: "bol took too long and gave up; look in the seller account whether it was done")
        default: .pending
        }
    }
}
