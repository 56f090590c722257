/// Back Market's published rates, by operation: a figure for a minute and one for a day. A bucket that starts full and
/// gives back the rest over the day keeps both.
enum BackMarketPace {
    static let budgets: [String: Pace.Budget] = [
        // 200 calls in ten seconds over all.
        Pace.overall: Pace.Budget(perSecond: 10, burst: 100),
        "getCareFolderList": daily(4_000, burst: 400),
        "getCareFolderDetails": daily(40_000, burst: 500),
        "postMessage": daily(40_000, burst: 500),
        "postProblem": daily(1_000, burst: 200),
        "postRefundCreate": daily(500, burst: 100),
    ]

    /// At most `calls` within any 24 hours, `burst` of them at once.
    static func daily(_ calls: Double, burst: Double) -> Pace.Budget {
        Pace.Budget(perSecond: (calls - burst) / 86_400, burst: burst)
    }
}
