import ContentRules

extension RuleTexts {
    static let english = RuleTexts(
        place: "line {line}: “{words}”", file: "file “{words}”",
        refused: "The marketplace's rules do not allow this:", asked: "This stands out in your text:",
        warned: "It was sent, but please mind next time:",
        rules: [
            .link: Rule("Link", "remove the web address; links are not wanted in answers."),
            .address: Rule("Mail address", "remove it; contact has to stay on the marketplace."),
            .phone: Rule("Phone number", "remove it; contact has to stay on the marketplace."),
            .bank: Rule("Bank data", "remove it; payments go through the marketplace only."),
            .elsewhere: Rule("Contact elsewhere", "ask the buyer to answer here."),
            .placeholder: Rule("Placeholder not filled in", "put in what belongs there."),
            .otherOrder: Rule("Another order's number", "check that the answer is meant for this order."),
            .otherBuyer: Rule("Another buyer's order number", "take it out; it belongs to someone else."),
            .language: Rule("Not the buyer's language", "answer in the language of the question."),
            .salutation: Rule("Neither salutation nor closing", "add them; the marketplace adds none."),
            .hidden: Rule("Invisible characters", "type the word again."),
            .markup: Rule("HTML or code in the text", "write it as plain text."),
            .decoration: Rule("Emoji", "leave it out."),
            .marker: Rule("Word in brackets for urgent mail", "remove it; Amazon punishes its use in answers."),
            .reviews: Rule("Asks about a review", "leave it out; asking for reviews is not allowed."),
            .tracking: Rule("Unasked news of the parcel", "leave it out; the buyer sees it with the order."),
            .marketing: Rule("Advertising", "leave it out."),
            .cancel: Rule("Asks the buyer to cancel", "cancel it yourself or leave it out."),
            .sensitive: Rule("Asks for sensitive data", "leave it out."),
            .tone: Rule("Rude word", "put it differently."),
            .invoice: Rule("Invoice in an answer", "upload it with #invoice instead."),
            .words: Rule("Word on your shop's list", "put it differently."),
            .largeFiles: Rule("Large files", "send smaller ones; they may not arrive."),
            .orderFiles: Rule("Too many files for this order", "put them together in one file."),
            .late: Rule("Late", "the time in which sellers may write about this order is probably over."),
        ],
        tooShort:
            "The text has {count} characters, at least {limit} are needed: write more, for example salutation and closing.",
        tooLong: "The text has {count} characters, at most {limit} are taken: shorten it or send it in two answers.",
        tooManyFiles: "{count} files, at most {limit} are taken: put them together or send several answers.",
        noFiles: "Files are not taken in answers there: describe what they show, or send them in the portal.",
        fileTooLarge: "The file “{words}” has {count}, at most {limit} are taken: make it smaller.",
        filesTooLarge: "The files have {count} together, at most {limit} are taken: make them smaller.",
        fileType: "The file “{words}” is of the type {type}, which is not taken: send it as PDF or picture.")
}
