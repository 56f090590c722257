import Domain
import Patterns

/// The built-in rules of each kind of marketplace, in the order of their evidence: header or type name, sender, subject, text.
struct NotificationPresets: Sendable {
    let rules: [NotificationRule]
    /// What is looked for in every mail, whatever rule fits.
    let captures: [Pattern]
    /// Rules that do not compile; a test says that there are none.
    let mistakes: [String]

    private init(_ connector: ConnectorKind, _ presets: [PresetRule], captures texts: [String] = []) {
        var rules: [NotificationRule] = []
        var mistakes: [String] = []
        for preset in presets {
            do {
                rules.append(try preset.compiled(for: connector))
            } catch {
                mistakes.append("\(preset.name): \(error)")
            }
        }
        var captures: [Pattern] = []
        do { captures = try PresetRule.patterns(texts) } catch { mistakes.append("\(connector.rawValue): \(error)") }
        self.rules = rules
        self.captures = captures
        self.mistakes = mistakes
    }

    static func of(_ connector: ConnectorKind) -> NotificationPresets {
        switch connector {
        case .amazon: amazon
        case .mirakl: mirakl
        case .kaufland: kaufland
        case .bol: bol
        case .ebay: ebay
        case .allegro: allegro
        case .octopia: octopia
        case .backmarket: backmarket
        }
    }

    /// The names that an admin's rule can take the place of.
    static var names: [String] { ConnectorKind.allCases.flatMap { of($0).rules.map(\.name) } }

    // Compiled once.
    private static let amazon = NotificationPresets(
        .amazon,
        AmazonPresets.types + AmazonAccountPresets.types + AmazonPresets.senders + AmazonPresets.cases
            + AmazonPresets.subjects + AmazonAccountPresets.subjects, captures: AmazonPresets.captures)
    private static let mirakl = NotificationPresets(.mirakl, MiraklPresets.rules)
    private static let kaufland = NotificationPresets(.kaufland, KauflandPresets.rules)
    private static let bol = NotificationPresets(.bol, BolPresets.rules, captures: BolPresets.captures)
    private static let ebay = NotificationPresets(.ebay, EbayPresets.rules, captures: EbayPresets.captures)
    private static let allegro = NotificationPresets(.allegro, AllegroPresets.rules, captures: AllegroPresets.captures)
    private static let octopia = NotificationPresets(.octopia, OctopiaPresets.rules, captures: OctopiaPresets.captures)
    private static let backmarket = NotificationPresets(
        .backmarket, BackMarketPresets.rules, captures: BackMarketPresets.captures)
}
