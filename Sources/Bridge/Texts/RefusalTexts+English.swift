import Replies

extension RefusalTexts {
    static let english = RefusalTexts(
        causes: [
            .noFrom:
                "it has no sender. Send it again from your mail program.",
            .severalFromFields:
                "it has two From fields, as forged mails have. Send it again from your mail program.",
            .severalAddresses:
                "it names more than one sender. Send it from one address.",
            .groupAddress:
                "its sender is a group. Send it from your own address.",
            .unclearAddress:
                "its sender can be read in more than one way. Write only your address into the account settings.",
            .notAnAgent:
                "{address} is no agent's address. If it is yours, the administrator adds it under [[agent]] aliases.",
            .senderMismatch:
                "it was sent on behalf of somebody else. Send it from your own account.",
            .noTrustedHost:
                "no host is trusted to check senders. The administrator sets authserv_id.",
            .noResult:
                "the mail host added no check of the sender. The administrator looks at the mail host's settings.",
            .notAuthenticated:
                "the mail host could not confirm the sender's domain. The administrator checks its SPF, DKIM and DMARC.",
            .submittedBySomebodyElse:
                "it was sent with another login than its sender's. Send it with your own login.",
            .notForThisAgent:
                "this agent is not among those of {marketplace}. The administrator lists it under [[agent]] marketplaces.",
            .expiredToken:
                "the mail that it answers is too old. Answer a newer mail of this conversation, or in the portal.",
            .revokedToken:
                "the address that it was sent to was taken back. Answer a newer mail of this conversation, or in the portal.",
            .unsignedToken:
                "its signature does not cover what names the ticket, so that anybody who has the mail could have sent it on. Send it from your own mail host, straight to the address of the ticket.",
        ],
        severalTickets: "the mail belongs to several tickets. Answer a mail of one of them.",
        tooLarge:
            "the mail is larger than what is read of one. Send the answer without the large files.",
        lostTicket:
            "Your mail could not be assigned to a ticket, so nothing was sent to the buyer: on its way it lost the recipient's addition behind the plus sign and the fields that name the mail it answers. Open the newest mail of the conversation and use Reply there, without changing the recipient, or answer in the portal. If this happens again, tell the administrator.",
        unservedMarketplace:
            "Your answer was not sent: the marketplace {marketplace} of this ticket is not configured any more, or has another name now. The mail is kept. Answer in the portal, and tell the administrator, who can put the name back and release the mail."
    )
}
