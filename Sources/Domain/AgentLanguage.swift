/// Languages of the bridge's own texts for agents (ISO 639-1).
public enum AgentLanguage: String, Sendable, CaseIterable {
    case de, en, nl, fr, pl
}
