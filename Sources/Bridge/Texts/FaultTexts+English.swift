import Marketplaces

extension FaultTexts {
    static let english = FaultTexts(
        refusals: [
            .unknownOrder: "{marketplace} does not know this order, or not for this account.",
            .unknownConversation: "{marketplace} does not know this conversation (any more), or not for this account.",
            .noConversation: "{marketplace} knows no conversation about this order that can be answered.",
            .severalConversations:
                "there are several conversations about this order, and which one is meant is not known.",
            .conversationFull: "the conversation is full; {marketplace} takes no further message in it.",
            .tooManyFiles: "{marketplace} does not take so many files.",
            .limits: "the text or the files are beyond what {marketplace} takes.",
            .readerMissing: "whoever should read the answer does not take part in this conversation.",
            .cannotBegin: "{marketplace} does not let you begin this conversation from here.",
            .notDelivered: "{marketplace} took the message and did not deliver it; the buyer has not seen it.",
            .noRelayAddress: "no address is known for this conversation at which {marketplace} takes an answer.",
            .mailRefused: "the mail server refused the answer on its way to {marketplace}.",
            .portalOnly: "{marketplace} takes this answer in its portal only.",
            .marketplace: "{marketplace} refused the answer.",
        ],
        failures: [
            .credentials: "{marketplace} does not take the bridge's key.",
            .forbidden: "the account may not do this at {marketplace}.",
            .notFound: "{marketplace} does not find what this is about.",
            .invalid: "{marketplace} did not understand the request.",
            .rateLimited: "{marketplace} takes no more requests just now.",
            .unavailable: "{marketplace} could not be reached.",
            .protocolViolation: "{marketplace} gave an answer that cannot be understood.",
            .unsupported: "{marketplace} has no such way.",
        ],
        cures: [
            .otherText: "Change the text or the files.",
            .portal: "Use the portal.",
            .conversation: "Reply to the mail of the conversation that you mean.",
            .admin: "Tell the administrator; until then the portal helps.",
            .later: "It may work later; if it is urgent, the portal helps.",
        ],
        said: "{marketplace} says: “{words}”", details: "Details: {words}",
        deadlineNear:
            "{marketplace} cannot be reached, and the time to answer is nearly over. To keep it, answer in the portal; your text is below, ready to paste. The bridge will not send it by itself any more. Reply “ok” to let it try once more."
    )
}
