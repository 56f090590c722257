import Domain

extension TeamTexts {
    static let english = TeamTexts(
        due: "Answer by {date}", overdue: "OVERDUE since {date}",
        answerHere: "A reply to this mail goes to the buyer, like one to the ticket mail.",
        dueList: "Answers needed soon: {count}", ticket: "Ticket {number}", left: "{time} left", late: "{time} late",
        owner: "owner {name}", nobody: "nobody's",
        forecast: "Before you leave, answers needed: {count}",
        forecastNothingDue: "Before you leave: nothing falls due, but these become urgent: {count}",
        forecastIntroduction: "These fall due before the team is back on {date}, or in the two hours after:",
        forecastPressing:
            "Not due then, but with less than a quarter of their time left when the team is back on {date}: {count}.",
        digest: "Today, answers due: {count}", digestOverdue: "Overdue:", digestToday: "Due today:",
        digestOpen: "Buyers who wait for an answer in all: {count}.",
        digestProblems:
            "Answers held: {held}; of unknown fate: {uncertain}; failed since yesterday: {failed}; mails in quarantine: {quarantined}.",
        alarm: "Alarm: {kind}",
        alarmTake: "Take it by answering this mail with #assign. Until then you are told again.",
        alarmAgain: "Told before: {count} ×, first on {date}.",
        kinds: [
            .performance: "the account's standing", .case: "a case of the marketplace's service",
            .compliance: "a proof that is asked for", .claimOpen: "a claim of the buyer",
            .feedback: "a rating by the buyer", .voiceOfTheCustomer: "complaints about a product",
        ],
        silence: "Nothing heard from {marketplace}",
        silenceLast: "The last mail of {marketplace} came on {date}.",
        silenceNever:
            "No mail of {marketplace} has come yet, although buyers have asked there since {date}.",
        silenceAdvice:
            "If orders come in all the same, look whether the marketplace still sends its notifications to the right address, and run `mailbridge doctor`."
    )
}
