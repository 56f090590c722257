extension ValueKind where Value == [String] {
    /// Lines that stand at the end of an agent's mails, as one text.
    static var signature: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value, text.utf8.count <= 4000,
                text.contains(where: { $0.isLetter || $0.isNumber })
            else { throw .expected("the signature's lines as one text in quotes, at most 4,000 bytes", found: node) }
            return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        } show: {
            tomlString($0.joined(separator: "\n"))
        }
    }
}
