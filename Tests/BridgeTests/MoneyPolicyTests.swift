import Domain
import Testing

@testable import Bridge

@Suite("Who may move how much money") struct MoneyPolicyTests {
    private static func eur(_ euros: Int64) -> Money { Money(minorUnits: euros * 100, currency: "EUR") }
    private static func limit(_ euros: Int64?) -> MoneyLimit { euros.map { .upTo([eur($0)]) } ?? .none }

    private static func policy(
        limit: MoneyLimit, perDay: MoneyLimit = .unlimited, spent: [Money] = [], approves: Int64? = nil
    ) -> MoneyPolicy {
        MoneyPolicy(
            asker: .init(
                address: "anna@x.example", rights: MoneyRights(limit: limit, perDay: perDay, approves: .unlimited)),
            others: [
                .init(address: "anna@x.example", rights: MoneyRights(approves: .unlimited)),
                .init(address: "bert@x.example", rights: MoneyRights(approves: self.limit(approves))),
            ], spent: spent)
    }

    @Test("an agent without a limit may not move money")
    func none() { #expect(Self.policy(limit: .none, approves: 1000).verdict(Self.eur(1)) == .refused(.noRight)) }

    @Test("up to the limit the agent decides alone, above it another one has to approve")
    func limit() {
        let policy = Self.policy(limit: Self.limit(50), approves: 100)
        #expect(policy.verdict(Self.eur(50)) == .alone)
        #expect(policy.verdict(Self.eur(51)) == .approval(.overLimit))
        #expect(policy.verdict(Self.eur(101)) == .refused(.overLimit))
        #expect(policy.verdict(Money(minorUnits: 1, currency: "PLN")) == .refused(.overLimit))
    }

    @Test("nobody approves for himself")
    func self_() {
        // She stands among those who approve any amount.
        let alone = Self.policy(limit: Self.limit(50))
        #expect(alone.others.contains { $0.address == alone.asker.address && $0.rights.approves == .unlimited })
        #expect(alone.verdict(Self.eur(51)) == .refused(.overLimit))
        let both = Self.policy(limit: Self.limit(50), approves: 100)
        #expect(both.approvers(of: Self.eur(51)).map(\.address) == ["bert@x.example"])
    }

    @Test("what went out within a day counts against the day's limit, in its currency")
    func day() {
        let spent = [Self.eur(60), Self.eur(39), Money(minorUnits: 900_000, currency: "PLN")]
        let policy = Self.policy(limit: Self.limit(50), perDay: Self.limit(100), spent: spent, approves: 10)
        #expect(policy.verdict(Self.eur(1)) == .alone)
        #expect(policy.verdict(Self.eur(2)) == .approval(.overDay))
        #expect(policy.verdict(Self.eur(11)) == .refused(.overDay))
    }

    @Test("an amount that nobody knows is within no limit")
    func unknown() {
        #expect(Self.policy(limit: .unlimited).verdict(nil) == .alone)
        #expect(Self.policy(limit: .unlimited, perDay: Self.limit(5)).verdict(nil) == .refused(.unknownAmount))
        #expect(Self.policy(limit: Self.limit(50), approves: 500).verdict(nil) == .refused(.unknownAmount))
    }

    @Test("sums beyond all numbers are over the limit")
    func overflow() {
        let spent = [Money(minorUnits: .max, currency: "EUR")]
        let policy = Self.policy(limit: .unlimited, perDay: Self.limit(100), spent: spent)
        #expect(policy.verdict(Self.eur(1)) == .refused(.overDay))
    }
}

@Suite("Codes that money is confirmed with") struct ConfirmationCodeTests {
    @Test("a code has a letter, a digit and nothing that looks like something else")
    func shape() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let bytes = (0..<ConfirmationCode.randomBytes).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let code = ConfirmationCode(random: bytes).text
            #expect(
                code.utf8.count == 6 && code.contains(where: \.isLetter) && code.contains(where: \.isNumber), "\(bytes)"
            )
            #expect(!code.contains { "01OIL".contains($0) })
        }
        #expect(Set((0..<1000).map { _ in ConfirmationCode.random().text }).count > 990)
    }

    @Test("a code counts for its request and step only")
    func bound() {
        let code = ConfirmationCode(random: Array(1...13))
        let hash = code.hash(for: "a", .confirm)
        #expect(ConfirmationCode.matches(code.text, hash, for: "a", .confirm))
        #expect(!ConfirmationCode.matches(code.text, hash, for: "b", .confirm))
        #expect(!ConfirmationCode.matches(code.text, hash, for: "a", .approve))
        #expect(!ConfirmationCode.matches("", hash, for: "a", .confirm))
    }
}
