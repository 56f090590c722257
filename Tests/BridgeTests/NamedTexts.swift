/// Sets of texts by name, to compare the languages.
enum NamedTexts {
    /// The texts that a set of them has, each by the name of its property.
    static func of(_ set: Any) -> [String: String] {
        var texts: [String: String] = [:]
        for child in Mirror(reflecting: set).children {
            if let label = child.label, let text = child.value as? String { texts[label] = text }
        }
        return texts
    }

    static func placeholders(_ text: String) -> Set<Substring> {
        Set(
            text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
                $0.split(separator: "}").first
            })
    }
}
