import Domain

/// Who may move how much money, and who else has to agree.
struct MoneyPolicy: Sendable {
    struct Colleague: Sendable, Hashable {
        var address: String
        var rights: MoneyRights
    }

    enum Refusal: String, Sendable, Hashable, CaseIterable {
        /// The agent may not move money at all.
        case noRight = "no-right"
        /// Nobody knows how much it would be.
        case unknownAmount = "unknown-amount"
        case overLimit = "over-limit"
        case overDay = "over-day"
    }

    enum Verdict: Sendable, Hashable {
        /// The agent's own word is enough.
        case alone
        /// Another agent has to approve; why.
        case approval(Refusal)
        case refused(Refusal)
    }

    let asker: Colleague
    let others: [Colleague]
    /// What the asker moved, or asked for and may still confirm, within the last 24 hours.
    let spent: [Money]

    /// - Parameter amount: nil if the marketplace does not say what the order cost
    func verdict(_ amount: Money?) -> Verdict {
        guard asker.rights.limit != .none else { return .refused(.noRight) }
        guard let amount else {
            let isFree = asker.rights.limit == .unlimited && asker.rights.perDay == .unlimited
            return isFree ? .alone : .refused(.unknownAmount)
        }
        let reason: Refusal
        if !asker.rights.limit.allows(amount) {
            reason = .overLimit
        } else if !today(with: amount).map(asker.rights.perDay.allows).contains(true) {
            reason = .overDay
        } else {
            return .alone
        }
        return approvers(of: amount).isEmpty ? .refused(reason) : .approval(reason)
    }

    /// Those who may approve what the asker asks for; never the asker.
    func approvers(of amount: Money) -> [Colleague] {
        others.filter { $0.address != asker.address && $0.rights.approves.allows(amount) }
    }

    /// The sum of the last 24 hours in this currency; empty if it is more than a number holds.
    private func today(with amount: Money) -> [Money] {
        var sum = amount
        for money in spent where money.currency == amount.currency {
            guard let next = sum.adding(money) else { return [] }
            sum = next
        }
        return [sum]
    }
}
