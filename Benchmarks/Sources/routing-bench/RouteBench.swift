import Domain
import Patterns
import Routing

/// One mail against 10 000 rules, none of which takes it: phrases, patterns, order data, time and nested conditions.
struct RouteBench {
    private static let count = 10_000
    let rounds: Int

    func run(_ table: inout Table) {
        let routes = (0..<Self.count).map(route)
        guard let folder = FolderPath("Marketplaces") else { return }
        var router = Router(folders: [:], fallback: folder)
        let built = best(of: 1) { router = Router(routes: routes, folders: [:], fallback: folder) }
        table.row("\(Self.count) rules made ready, once", "\(Int(built * 1000)) ms", "", true)
        for (name, length) in [("2 KB", 2000), ("64 KB", 65_536)] {
            let subject = subject(length)
            var matches = 0
            let seconds = best(of: rounds) { matches = router.decide(subject).routes.count }
            table.row(
                "\(Self.count) rules, a mail of \(name)", "\(Double(Int(seconds * 100_000)) / 100) ms", "< 20 ms",
                seconds < 0.02 && matches == 0)
        }
        let subject = subject(2000)
        wideRepetition(&table)
        let explained = best(of: rounds) { _ = router.explain(subject) }
        table.row("\(Self.count) rules explained, a mail of 2 KB", "\(Int(explained * 1000)) ms", "", true)
    }

    /// One of ten kinds; the number makes each its own.
    private func route(_ number: Int) -> Route {
        let word = "begriff\(number)"
        var conditions: [RouteCondition] =
            switch number % 10 {
            case 0: [.phrases(.text, [word, "\(word) neu", "wort\(number)"])]
            case 1: [.phrases(.subject, [word]), .language(["de"])]
            case 2: pattern("(?i)\\b\(word)\\b").map { [.patterns(.text, [$0])] } ?? []
            case 3: pattern("^Fall [0-9]{3}-\(number)$").map { [.patterns(.subject, [$0])] } ?? []
            case 4: [.value(RouteRange(least: Int64(number) * 100_000), currency: "EUR"), .country(["DE"])]
            case 5: (try? WholePattern("K\(number)-[A-Z]")).map { [.order($0)] } ?? []
            case 6: [.any([.phrases(.topic, [word]), .all([.kind([.refund]), .not(.language(["de"]))])])]
            case 7: [.earlierMessages(RouteRange(least: number)), .hasEarlierOwner(true)]
            case 8: [.phrases(.item, [word]), .fulfilment(.seller)]
            default: pattern("[A-Z]{2}\(number)[0-9]+").map { [.patterns(.subject, [$0])] } ?? []
            }
        conditions.insert(.marketplace(["conrad", "bol"]), at: 0)
        return Route(name: "rule-\(number)", conditions: conditions)
    }

    private func pattern(_ text: String) -> Pattern? { try? Pattern(text) }

    /// As many ways to match at each place as a pattern can have.
    private func wideRepetition(_ table: inout Table) {
        guard let pattern = try? Pattern(".{0,900}z") else { return }
        let text = PatternText(String(repeating: "a", count: 65_536))
        var isFound = true
        let seconds = best(of: rounds) { isFound = pattern.matches(text) }
        table.row(
            "the pattern .{0,900}z, a text of 64 KB", "\(Double(Int(seconds * 100_000)) / 100) ms", "< 20 ms",
            seconds < 0.02 && !isFound)
    }

    private func subject(_ length: Int) -> RouteSubject {
        var random = Numbers(seed: 7)
        let words = [
            "Guten", "Tag", "ich", "habe", "eine", "Frage", "zur", "Lieferung", "Größe", "begriff", "wort", "und",
        ]
        var text = ""
        while text.utf8.count < length { text += (words.randomElement(using: &random) ?? "") + " " }
        var subject = RouteSubject(
            marketplace: "conrad", kind: .buyerMessage, order: "12345678-A", buyerLanguage: "de-AT",
            subject: "Frage zur Bestellung 12345678-A: Wo ist mein Paket?", text: text)
        subject.topic = "Lieferung"
        subject.value = Money(minorUnits: 4995, currency: "EUR")
        subject.items = [.init(title: "Bohrmaschine 500 W", sku: "B-500"), .init(title: "Bohrer", sku: "B-1")]
        subject.country = "AT"
        subject.fulfilment = .seller
        subject.at = Timestamp(seconds: 1_790_000_000)
        return subject
    }
}
