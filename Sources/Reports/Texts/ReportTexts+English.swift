import Domain

extension ReportTexts {
    static let english = ReportTexts(
        code: "en", title: "Answers and questions", to: "to", writtenAt: "Written", allMarketplaces: "All marketplaces",
        marketplace: "Marketplace", overview: "Overview", answers: "Answers", inTime: "In time", late: "Late",
        goal: "Target", week: "Week of", mean: "Mean", median: "Median", ninetieth: "9 of 10 within",
        firstAnswer: "First answer", firstContact: "Solved by the first answer",
        firstContactHint: "one answer, and no further question within 7 days", open: "Open now", overdue: "Overdue",
        shareByWeek: "In time, week by week",
        shareHint: "A question belongs to the week in which it was asked; the dashed line is the marketplace's target.",
        distribution: "How long buyers waited for an answer", upTo: "under", longer: "longer",
        hours: "When buyers ask", hoursHint: "Questions by weekday and hour", hour: "Hour", weekday: "Weekday",
        agents: "Who answered", agent: "Agent", portal: "in the portal", reasons: "What it was about", reason: "Reason",
        questions: "Questions", ages: "Open, by age", waitingFor: "Waiting for", incidents: "Open incidents and claims",
        ticket: "Ticket", order: "Order", openedAt: "Since", daysLeft: "Days until it closes by itself",
        moreIncidents: "and {count} more",
        closedThemselves: "Closed by themselves in this period: {count}",
        perHundred: "Per 100 orders", orders: "Orders", norm: "Norm", buyers: "Buyers",
        returning: "asked more than once",
        feedback: "Ratings announced", products: "Asked about most", product: "Product", share: "Share",
        asTable: "Show the numbers", nothing: "Nothing in this period.",
        weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], units: ("d", "h", "min", "s"), point: ".",
        kinds: [
            .buyerMessage: "Question", .ownCopy: "Own answer", .return: "Return", .cancel: "Cancellation",
            .refund: "Refund", .claimOpen: "Claim or incident", .claimClosed: "Claim settled",
            .undelivered: "Answer not delivered", .ticketNotice: "Ticket notice", .performance: "Performance",
            .case: "Case", .compliance: "Compliance", .feedback: "Rating",
            .voiceOfTheCustomer: "Complaints about a product", .system: "Portal", .other: "Other",
        ])
}
