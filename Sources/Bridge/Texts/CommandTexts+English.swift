import Replies

extension CommandTexts {
    static let english = CommandTexts(
        conflict:
            "These do not go together in one mail: {commands}. Nothing was done or sent; send them one after the other.",
        text: "text for the buyer",
        yourText: "Your text, which was not sent:",
        known: "Commands that there are: {commands}",
        unknownRecipient: "“{word}” is no recipient: write buyer, operator or both. Nothing was sent.",
        assigned: "The ticket is {name}’s now.",
        unknownAgent: "There is no agent “{name}”. There are: {names}",
        snoozed: "Put aside until {date}; then it is shown again here.",
        snoozedShorter: "Not longer, because of the marketplace’s deadline.",
        badSnooze:
            "“{word}” is no time to come that can be kept: write 4h, 2d, tomorrow or a date. Answer by: {deadline}",
        wakes: "{name} put this aside until now.",
        state: "State",
        owner: "Owner",
        waiting: "The buyer waits since",
        nobodyWaits: "No answer is owed.",
        onItsWay: "On its way ({state}): {text}",
        noOrder: "{marketplace} shows no order here.",
        portalOnly: "in the portal only",
        helpIntroduction: "Commands stand in the first lines of an answer, one each. At {marketplace} there are:",
        unknownTemplate: "There is no template “{name}” here. There are: {names}",
        templateLanguage:
            "The template “{name}” exists in {languages} only, not in the buyer’s language ({language}). Nothing was sent.",
        templateMissing: "The template “{name}” needs what is not known here: {names}. Nothing was sent.",
        cannedRuns:
            "An interim answer does not count at {marketplace}: the clock keeps running. Answer by: {deadline}",
        offers: "One click and Send does it:",
        closesAfter: "The conversation is closed as soon as the answer stands there.",
        usage: [
            .close: "ends the conversation",
            .noReply: "no answer is owed",
            .escalate: "asks the marketplace for help, with the text below",
            .refund: "[line:] [amount] [reason], for example 1: 12.50 EUR",
            .cancel: "[line:] [reason]",
            .template: "NAME, a ready text",
            .to: "buyer, operator, both",
            .note: "for the team only",
            .assign: "NAME",
            .snooze: "4h, 2d, tomorrow, a date",
            .undo: "takes back what has not gone out",
            .status: "what is going on",
            .order: "the order as it is now",
            .help: "this list",
            .reopen: "opens it again",
            .resolve: "[reason], settles the incident",
            .invoice: "with the PDF attached",
            .new: "[topic], begins a conversation with the text below",
        ],
        labels: [.template: "Template", .status: "Status"]
    )
}
