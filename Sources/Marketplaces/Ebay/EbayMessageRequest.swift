import Wire

/// The body of sendMessage.
struct EbayMessageRequest: Sendable {
    enum Place: Sendable {
        /// By its id: an answer.
        case conversation(String)
        /// By user name: a new conversation, about a listing where it is known which.
        case buyer(String, listing: String?)
    }

    var place: Place
    var text: String

    /// The listing that the message names; answers name none.
    var listing: String? {
        get {
            guard case .buyer(_, let listing) = place else { return nil }
            return listing
        }
        set {
            guard case .buyer(let name, _) = place else { return }
            place = .buyer(name, listing: newValue)
        }
    }

    var json: JSON {
        var members: [JSON.Member] = []
        switch place {
        case .conversation(let id): members.append(JSON.Member(key: "conversationId", value: .string(id)))
        case .buyer(let name, let listing):
            members.append(JSON.Member(key: "otherPartyUsername", value: .string(name)))
            if let listing {
                members.append(
                    JSON.Member(
                        key: "reference", value: ["referenceType": "LISTING", "referenceId": .string(listing)]))
            }
        }
        members.append(JSON.Member(key: "messageText", value: .string(text)))
        return .object(members)
    }
}
