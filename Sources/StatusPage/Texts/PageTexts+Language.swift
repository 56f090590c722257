import Domain

extension PageTexts {
    static func of(_ language: AgentLanguage) -> PageTexts {
        switch language {
        case .de: german
        case .en: english
        case .nl: dutch
        case .fr: french
        case .pl: polish
        }
    }
}
