/// All rules: an admin's own in their order, then the built-in ones that he has not replaced.
struct NotificationRules: Sendable {
    private let own: [NotificationRule]

    init(_ own: [NotificationRule]) { self.own = own }

    func concerning(_ account: NotificationAccount) -> [NotificationRule] {
        let concerning = own.filter { $0.concerns(account) }
        let names = Set(concerning.map(\.name))
        return concerning + NotificationPresets.of(account.kind).rules.filter { !names.contains($0.name) }
    }
}
