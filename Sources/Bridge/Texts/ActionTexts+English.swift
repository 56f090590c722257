import Marketplaces

extension ActionTexts {
    static let english = ActionTexts(
        names: [
            .reply: "Answer",
            .openConversation: "New conversation",
            .close: "Close",
            .reopen: "Reopen",
            .noReplyNeeded: "No reply needed",
            .escalate: "Ask the marketplace for help",
            .refund: "Refund",
            .cancel: "Cancel",
            .resolveIncident: "Settle the incident",
            .uploadInvoice: "Upload the invoice",
        ],
        doneSubject: "Done",
        done: "{marketplace} has done this, {date}:",
        notDoneSubject: "NOT done",
        notDone: "This was NOT done at {marketplace}:",
        whatNow: "Reply to this mail with the corrected command, or do it in the portal.",
        pending: "{marketplace} has accepted this and is working on it. The result will be reported here.",
        uncertain:
            "It is not certain whether {marketplace} has done this. Please look in the portal before you ask for it again. Reply “ok” to ask for it once more.",
        portalOnly: "{marketplace} lets “{action}” be done in its portal only. The ticket stays as it is.",
        onlyHere: "This is noted here only: at {marketplace} it has to be done in the portal.",
        unknownReason: "{marketplace} does not know the reason “{reason}”.",
        reasons: "Reasons that it takes:",
        unknownLine: "The order has no line {line}.",
        lines: "Lines of the order:",
        needsFile: "Attach the invoice as a PDF file to the mail with the command.",
        badAmount: "“{amount}” is no amount in {currency} up to {limit}.",
        earlier:
            "An earlier refund or cancellation of this order counts against this one: it waits for an ok, is on its way, was done, or nobody knows whether {marketplace} did it. Nothing was done now; settle that one first.",
        noOrder: "{marketplace} does not show the order, so nothing can be done with it from here.",
        allOfOrder: "whole order",
        needsText: "Write the text for {marketplace} below the command.",
        stillCounts:
            "The buyer still waits, and {marketplace} counts until {date}: answer, or end the wait in the portal first. The ticket stays open.",
        endedThere: "Once the portal shows that no reply is needed, send “#noreply”.",
        again:
            "The same was asked for a few minutes ago. Nothing more was done; if it is meant a second time, send it again in ten minutes.",
        newQuestion:
            "The buyer has written again since. Read the new message first, then answer it or send the command again."
    )
}
