import Domain
import Patterns

/// A subject while its routes are looked through: each text is folded, and searched for all phrases, once and only if a
/// route asks.
struct RouteFacts {
    /// UTF-8 bytes of each text that are looked at.
    private static let longest = 65_536

    let subject: RouteSubject
    private let index: PhraseIndex
    private var found: [RouteField: PhraseSet] = [:]
    private var texts: [RouteField: PatternText] = [:]

    init(_ subject: RouteSubject, _ index: PhraseIndex) {
        self.subject = subject
        self.index = index
    }

    /// Whether the marketplace said anything about it.
    func knows(_ field: RouteField) -> Bool {
        switch field {
        case .subject, .text: true
        case .topic: subject.topic != nil
        case .item: !subject.items.isEmpty
        }
    }

    mutating func holds(_ phrase: Int, in field: RouteField) -> Bool {
        if let set = found[field] { return set.contains(phrase) }
        let set = index.phrases(in: FoldedText.bytes(of: text(field)))
        found[field] = set
        return set.contains(phrase)
    }

    /// For patterns, which look at the text as it is.
    mutating func searchable(_ field: RouteField) -> PatternText {
        if let known = texts[field] { return known }
        let text = PatternText(text(field))
        texts[field] = text
        return text
    }

    private func text(_ field: RouteField) -> String {
        let text =
            switch field {
            case .subject: subject.subject
            case .text: subject.text
            case .topic: subject.topic ?? ""
            case .item: subject.items.map(\.title).joined(separator: "\n")
            }
        guard text.utf8.count > Self.longest else { return text }
        return String(decoding: text.utf8.prefix(Self.longest), as: UTF8.self)
    }
}

/// Texts as phrases are compared: in lower case.
enum FoldedText {
    static func bytes(of text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                let byte = UInt8(truncatingIfNeeded: scalar.value)
                bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            } else if scalar.value == 0x17F {
                // The long s is a form of s, although it is no capital.
                bytes.append(UInt8(ascii: "s"))
            } else {
                bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
            }
        }
        return bytes
    }
}
