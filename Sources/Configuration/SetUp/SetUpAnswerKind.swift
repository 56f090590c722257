import Domain
import Marketplaces
import Routing

/// What an answer has to be; the same rules as for the configuration's keys.
enum SetUpAnswerKind: Sendable {
    case text, name, address, folder, authservID, marketplaceID, baseURL, path, folderName, flag, domains
    case mailServer(MailServerAddress.Service)
    case word([String])

    /// An answer that says that there is none.
    static let none = "none"

    /// The answer as the configuration has it; several domains with commas between them.
    func checked(_ text: String) throws(SetUpMistake) -> String {
        let place = SourcePlace(file: "", line: 1, column: 1)
        let node = TOMLNode(value: .string(text), keyPlace: place, place: place)
        do throws(Mistake) {
            switch self {
            case .text: return try ValueKind<String>.text.parse(node)
            case .name: return try ValueKind<String>.name.parse(node)
            case .address: return try ValueKind<EmailAddress>.address.parse(node).text
            case .folder: return try ValueKind<FolderPath>.folder.parse(node).description
            case .folderName: return try ValueKind<String>.folderName.parse(node)
            case .authservID: return text == Self.none ? "" : try ValueKind<String>.authservID.parse(node)
            case .marketplaceID: return try ValueKind<String>.marketplaceID.parse(node)
            case .baseURL:
                // Whoever writes no scheme means the usual one.
                let url = text.contains("://") ? text : "https://\(text)"
                return try ValueKind<String>.baseURL.parse(TOMLNode(value: .string(url), keyPlace: place, place: place))
            case .path: return try ValueKind<String>.path.parse(node)
            case .domains:
                return try text.split { $0 == "," || $0.isWhitespace }.map { name throws(Mistake) in
                    let node = TOMLNode(value: .string(String(name)), keyPlace: place, place: place)
                    return try ValueKind<String>.domain.parse(node)
                }.joined(separator: ",")
            case .flag: return try ValueKind<String>.word(of: ["true", "false"]).parse(node)
            case .word(let words): return try ValueKind<String>.word(of: words).parse(node)
            case .mailServer(let service):
                if case .submission = service, text == Self.none { return "" }
                return try Self.url(of: text, service)
            }
        } catch {
            throw SetUpMistake(error.message)
        }
    }

    /// A bare host gets the scheme that its port speaks for.
    private static func url(of text: String, _ service: MailServerAddress.Service) throws(Mistake) -> String {
        let (secure, upgraded) = service.schemes
        let scheme = text.hasSuffix(":\(upgraded.1)") ? upgraded.0 : secure.0
        let url = text.contains("://") ? text : "\(scheme)://\(text)"
        let place = SourcePlace(file: "", line: 1, column: 1)
        let node = TOMLNode(value: .string(url), keyPlace: place, place: place)
        let address = try ValueKind<MailServerAddress>.mailServer(service).parse(node)
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        let usual = address.isSecureFromStart ? secure.1 : upgraded.1
        return "\(address.scheme)://\(host)" + (address.port == usual ? "" : ":\(address.port)")
    }
}
