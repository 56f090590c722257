extension AgentTexts {
    static let english = AgentTexts(
        buyer: "Buyer", us: "We", via: "{name} via {marketplace}", wrote: "{name} wrote on {date}:",
        operatorWrote: "{name} (marketplace operator) wrote on {date}:",
        noticeFrom: "Notice from {marketplace}, {date}:",
        subjectMessage: "Message from {name}", emptyText: "(no text)", order: "Order", orderedOn: "Ordered on",
        state: "State", total: "Total", shipment: "Shipment", answerBy: "Answer by", portal: "In the portal",
        noReplyLink: "No reply needed (opens the portal)", earlier: "Earlier in this conversation",
        notAttached: "Not attached, because too large or not available: {names}",
        receiptSubject: "Sent", receipt: "Your answer stands at {marketplace} since {date}.",
        relayReceipt:
            "The mail server took your answer for {marketplace} on {date}. If {marketplace} refuses it later, you will be told here.",
        remoteID: "Message number there", storedText: "As it stands at {marketplace}; this is what the buyer reads:",
        sentText: "The text that was sent (not read back at {marketplace}):",
        altered: "Careful: {marketplace} shows another text than was sent.", sentPlace: "Sent",
        storedPlace: "It says there", failureSubject: "NOT sent",
        failure: "Your answer was NOT sent to {marketplace}.", reason: "Reason", whatNow: "What to do",
        whatNowPortal: "Answer in the portal; your text is below, ready to paste.",
        whatNowAgain: "Reply to this mail with a changed text.", yourText: "Your text:",
        delayedSubject: "Delayed",
        delayed:
            "Your answer has not reached {marketplace} yet. The bridge keeps trying and reports here when it is through.",
        bounced: "{marketplace} reports that your answer did not reach the buyer.",
        clockStopped: "The clock has stopped.",
        clockRuns: "The buyer has written again: the clock runs until {date}.",
        questionSubject: "Please confirm", question: "Your answer has NOT been sent yet.",
        wouldSend: "This would be sent:", nothingToSend: "No new text was found in your mail.",
        okOrNew: "Reply with only “ok” to send exactly this text, or write the text that shall be sent instead.",
        uncertain:
            "It is not certain whether your answer reached {marketplace}. Please look in the portal before you send it again. Reply “ok” to send it once more.",
        shadow: "Trial mode: nothing is sent to {marketplace}. This would have been sent:",
        stranger:
            "A mail for this conversation was not accepted, because its sender could not be proven ({reason}). Nothing was sent; the mail is kept in quarantine for the administrator.",
        listed:
            "A mail of {name} came through the mailing list “{list}” and counts as none of an agent. Nothing was sent. If the list is your own, the administrator names it under internal_lists.",
        absent:
            "An automatic reply says that {name} is away, and nobody else is in charge of this ticket. The buyer is waiting. Whoever takes over simply replies, or writes #assign.",
        flooded:
            "More mails of {name} come to this ticket than anybody writes by hand. They are not read any more and are kept in quarantine for the administrator. A program seems to answer there.",
        unknownCommand: "The command “{command}” is not known{suggestion}. Nothing was sent.",
        unavailableCommand:
            "“{command}” cannot be done from here at {marketplace}. Nothing was sent; please use the portal.",
        closed: "The ticket is closed. Nothing was sent to the buyer.",
        noted: "Your note is kept with the ticket. Nothing was sent to the buyer.",
        nothingToUndo: "Nothing was waiting to be sent; what is out cannot be taken back.",
        undone: "Taken back, not sent:",
        undoneInDoubt:
            "Not sent again. An earlier attempt may have arrived all the same; please look at {marketplace}:")
}
