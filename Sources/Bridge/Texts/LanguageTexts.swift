import Domain

/// Texts that exist once for each language of the agents.
protocol LanguageTexts: Sendable {
    static var german: Self { get }
    static var english: Self { get }
    static var dutch: Self { get }
    static var french: Self { get }
    static var polish: Self { get }
}

extension LanguageTexts {
    static func of(_ language: AgentLanguage) -> Self {
        switch language {
        case .de: german
        case .en: english
        case .nl: dutch
        case .fr: french
        case .pl: polish
        }
    }
}
