import Domain

/// How an order number looks: groups between dashes, each of digits or of any letters and digits. Other numbers of the
/// same look in a text are likely other orders.
struct OrderShape: Sendable {
    private struct Group: Equatable {
        let length: Int
        let isNumber: Bool
    }

    private let own: String
    private let groups: [Group]
    /// Digits alone can be anything: an article, a parcel.
    let isDistinctive: Bool

    /// Nil for a number too short to be known again.
    init?(_ order: OrderNumber) {
        own = order.text.uppercased()
        groups = Self.groups(own)
        guard own.utf8.count >= 6, own.count(where: \.isNumber) >= 4 else { return nil }
        isDistinctive = groups.count > 1 || groups.contains { !$0.isNumber }
    }

    /// The different numbers, at most ten, in order of appearance.
    func others(in text: String) -> [String] {
        var found: [String] = []
        for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "-") }) where found.count < 10 {
            let word = word.drop { $0 == "-" }
            let number = String(word.reversed().drop { $0 == "-" }.reversed())
            guard number.utf8.count == own.utf8.count, number.uppercased() != own, matches(number),
                !found.contains(number)
            else { continue }
            found.append(number)
        }
        return found
    }

    private func matches(_ number: String) -> Bool {
        let others = Self.groups(number)
        guard others.count == groups.count, number.contains(where: \.isNumber) else { return false }
        return zip(groups, others).allSatisfy { $0.length == $1.length && (!$0.isNumber || $1.isNumber) }
    }

    private static func groups(_ number: String) -> [Group] {
        number.split(separator: "-", omittingEmptySubsequences: false)
            .map { Group(length: $0.utf8.count, isNumber: $0.allSatisfy(\.isNumber)) }
    }
}
