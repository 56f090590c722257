extension MoneyTexts {
    static let english = MoneyTexts(
        confirm: "This would be done at {marketplace}. Nothing has been done yet.",
        answerWith: "To do exactly this, answer with this line alone, until {date}:",
        willNeedApproval: "It is above your limit: after your ok, one of these has to approve it: {names}.",
        doneBefore:
            "Careful: exactly the same was done here on {date} already. This would be done a second time.",
        approve: "{name} has confirmed this and asks for approval by one of: {names}.",
        needsCode: "Without its code nothing is done: answer with the line of the question, ok and the code.",
        nothingWaits: "Nothing waits for this code. Nothing was done.",
        wrongCode: "The code is wrong. Nothing was done. Tries left: {count}.",
        noMoreTries: "The code was wrong for the third time: the request is withdrawn. Nothing was done.",
        expired: "The code counted until {date}. Nothing was done; send the command again.",
        changed:
            "The order has changed since the question was asked. Nothing was done; send the command again to see what it would do now.",
        askAgain: "This question does not count any more. Nothing was done; send the command again.",
        notAsker: "Only {name}, who asked for it, can confirm it. Nothing was done.",
        ownApproval: "You asked for it, so another agent has to approve it: {names}. Nothing was done.",
        notApprover: "Your own limit for approvals does not reach that far. Nothing was done.",
        refusals: [
            .noRight:
                "You have no limit for refunds and cancellations (refund_limit in the configuration). Nothing was done.",
            .unknownAmount:
                "{marketplace} does not say how much it would be, so no limit can be checked. Nothing was done.",
            .overLimit:
                "{amount} is above your limit, and nobody else may approve it. Nothing was done.",
            .overDay:
                "With {amount} your limit for 24 hours is exceeded, and nobody else may approve it. Nothing was done.",
        ]
    )
}
