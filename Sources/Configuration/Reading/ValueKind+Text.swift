import Domain
import Patterns
import Routing

extension ValueKind where Value == String {
    private static func checked(
        _ what: String, _ isRight: @escaping (String) -> Bool, cure: @escaping (String) -> String? = { _ in nil }
    ) -> Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value, isRight(text) else {
                var mistake = Mistake.expected(what, found: node)
                if case .string(let text) = node.value, let cure = cure(text) { mistake.message += "; \(cure)" }
                throw mistake
            }
            return text
        } show: {
            tomlString($0)
        }
    }

    /// One line of text that is not blank.
    static var text: Self {
        checked("one line of text in quotes") { text in
            !text.allSatisfy(\.isWhitespace) && text.utf8.count <= 1000
                && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        }
    }

    /// The name of something in the configuration.
    static var name: Self {
        checked("a name of letters, digits, \".\", \"_\" and \"-\", at most 64, beginning with a letter or digit") {
            text in
            (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isNameByte) && isLetterOrDigit(text.utf8.first)
        }
    }

    /// One of some words, with the nearest one where it is misspelt.
    static func word(of words: [String]) -> Self {
        let quoted = words.map(tomlString)
        let parts = [quoted.dropLast().joined(separator: ", "), quoted.last ?? ""].filter { !$0.isEmpty }
        return checked(parts.joined(separator: " or ")) {
            words.contains($0)
        } cure: { text in
            Suggestion.nearest(to: text, among: words).map { "did you mean \"\($0)\"?" }
        }
    }

    /// An absolute path.
    static var path: Self {
        checked("an absolute path such as \"/etc/mailbridge/ca.pem\"") { text in
            text.hasPrefix("/") && !text.hasSuffix("/") && text.unicodeScalars.allSatisfy { $0.value >= 0x20 }
        } cure: { text in
            text.hasPrefix("~") ? "\"~\" means nothing here" : nil
        }
    }

    /// A host or mail domain without anything around it.
    static var domain: Self {
        checked("a domain such as \"mirakl.net\"") {
            HostName.isValid($0)
        } cure: { text in
            if text.contains("@") { return "write only what stands behind the \"@\"" }
            if text.contains("://") { return "write only the host, without \"https://\"" }
            if text.hasPrefix("*.") || text.hasPrefix(".") { return "sub-domains count anyway" }
            return nil
        }
    }

    /// A mail server's own name in its Authentication-Results fields: a domain or another token (RFC 8601 §2.5).
    static var authservID: Self {
        checked("the server's name as it stands at the begin of its Authentication-Results field") { text in
            !text.isEmpty && text.utf8.count <= 255
                && text.utf8.allSatisfy {
                    $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "\"")
                }
        }
    }

    /// A directory of Microsoft's.
    static var tenant: Self {
        checked("the directory's id or domain such as \"contoso.onmicrosoft.com\"") { text in
            (1...255).contains(text.utf8.count) && text.utf8.allSatisfy { isNameByte($0) && $0 != UInt8(ascii: "_") }
                && isLetterOrDigit(text.utf8.first)
        }
    }

    /// What an access token is for (RFC 6749 §3.3).
    static var scope: Self {
        checked("names of rights with single blanks between them") { text in
            (1...2000).contains(text.utf8.count)
                && text.split(separator: " ", omittingEmptySubsequences: false).allSatisfy { word in
                    !word.isEmpty
                        && word.utf8.allSatisfy {
                            (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
                        }
                }
        }
    }

    /// Part of the name of a folder: one level.
    static var folderName: Self {
        checked("the name of one folder, without \"/\", \".\", \"*\" and \"%\"") { text in
            guard let path = FolderPath(text), path.levels.count == 1 else { return false }
            return !text.contains { "./\\*%".contains($0) } && text.utf8.count <= 100
        }
    }

    /// Amazon's name of one of its shops.
    static var marketplaceID: Self {
        checked("Amazon's name of the shop such as \"A1PA6795UKMFR9\" (Germany)") { text in
            (10...16).contains(text.utf8.count)
                && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        }
    }

    /// A pattern as it is written; whether it is one is seen later, because it must not stop the service.
    static var pattern: Self {
        checked("a pattern in quotes, best in single ones, of 1 to \(Pattern.longest) bytes") { text in
            (1...Pattern.longest).contains(text.utf8.count)
        }
    }

    /// A phrase to look for.
    static var phrase: Self {
        checked("a phrase of at most 200 characters") { text in !text.allSatisfy(\.isWhitespace) && text.count <= 200 }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    private static func isLetterOrDigit(_ byte: UInt8?) -> Bool {
        switch byte ?? 0 {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

extension ValueKind where Value == EmailAddress {
    /// A bare address.
    static var address: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value, let address = EmailAddress(text),
                HostName.isValid(String(address.domain)), text.count(where: { $0 == "@" }) == 1,
                !text.contains(where: { ",;:\"()\\[]".contains($0) })
            else {
                var mistake = Mistake.expected("a mail address such as \"anna@example.com\"", found: node)
                if case .string(let text) = node.value, text.contains("<") {
                    mistake.message += "; write the bare address without name and brackets"
                }
                throw mistake
            }
            return address
        } show: {
            tomlString($0.text)
        }
    }
}

extension ValueKind where Value == FolderPath {
    static var folder: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value, let path = FolderPath(text), path.levels.count <= 8,
                !text.contains(where: { "*%\\".contains($0) })
            else { throw .expected("a folder such as \"Marketplaces\" or \"Mailbridge/Originals\"", found: node) }
            return path
        } show: {
            tomlString($0.description)
        }
    }
}
