public import Reports

/// What the store says of a period.
public protocol ReportStore: Sendable {
    /// One consistent look. Time is linear in what happened in the period and the two months before.
    func report(_ plan: ReportPlan) async throws(StoreError) -> Report
}
