import Domain

extension Walk {
    func money(_ table: TableReader) -> MoneySettings {
        let settings = MoneySettings(
            codeLifetime: table.read(
                "code_lifetime", .duration(.seconds(60) ... .seconds(86_400)), default: .seconds(1800)),
            approvalLifetime: table.read(
                "approval_lifetime", .duration(.seconds(60) ... .seconds(604_800)), default: .seconds(86_400)))
        table.finish()
        return settings
    }

    /// What one agent may do with money.
    func moneyRights(_ table: TableReader) -> MoneyRights {
        MoneyRights(
            limit: table.read("refund_limit", .moneyLimit, default: .none),
            perDay: table.read("refund_per_day", .moneyLimit, default: .unlimited),
            approves: table.read("approves", .moneyLimit, default: .none))
    }
}
