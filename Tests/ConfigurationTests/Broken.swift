import Testing

/// A configuration with a mistake, and what must be said about it.
struct Broken: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    /// `line:column` and a piece of the message, for each mistake in order.
    var expected: [(place: String, piece: String)]

    var testDescription: String { name }

    /// A configuration that is right but for lines added to one of its sections and keys taken away from it. The marks
    /// `^` in the added lines stand at the expected places and are removed; without any the section's first line is meant.
    static func minimal(
        _ name: String, in section: Section, _ lines: String, without keys: [String] = [], _ pieces: String...
    ) -> Broken {
        var text: [String] = []
        for part in Section.allCases {
            var own = part.lines
            if part == section {
                own.removeAll { line in keys.contains { line.hasPrefix("\($0) =") } }
                if !lines.contains("^") { own[0] = "^" + own[0] }
                own.append(lines)
            }
            text += own
        }
        return marked(name, text.joined(separator: "\n") + "\n", pieces)
    }

    /// A whole text with marks.
    static func whole(_ name: String, _ text: String, _ pieces: String...) -> Broken { marked(name, text, pieces) }

    private static func marked(_ name: String, _ text: String, _ pieces: [String]) -> Broken {
        var plain = ""
        var places: [String] = []
        var (line, column) = (1, 1)
        for character in text.unicodeScalars {
            if character == "^" {
                places.append("\(line):\(column)")
                continue
            }
            plain.unicodeScalars.append(character)
            (line, column) = character == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        // A mark stands for every piece that has none of its own.
        let last = places.last ?? "1:1"
        let expected = pieces.enumerated().map { index, piece in
            (place: index < places.count ? places[index] : last, piece: piece)
        }
        return Broken(name: name, text: plain, expected: expected)
    }

    enum Section: CaseIterable {
        case root, bridge, mailbox, marketplace, agent, end

        var lines: [String] {
            switch self {
            case .root, .end: []
            case .bridge: ["[bridge]", "grace = \"0s\""]
            case .mailbox:
                [
                    "[[mailbox]]", "name = \"shop\"", "url = \"imaps://mail.example.com\"",
                    "user = \"shop@example.com\"", "password = { env = \"P\" }",
                ]
            case .marketplace:
                [
                    "[[marketplace]]", "name = \"conrad\"", "connector = \"mirakl\"",
                    "url = \"https://conrad.mirakl.net\"", "api_key = { env = \"K\" }",
                ]
            case .agent: ["[[agent]]", "name = \"anna\"", "address = \"anna@example.com\""]
            }
        }
    }

    static let minimalText = Section.allCases.flatMap(\.lines).joined(separator: "\n") + "\n"
}
