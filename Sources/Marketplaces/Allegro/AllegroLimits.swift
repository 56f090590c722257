import Domain

/// What one answer may hold. The message centre and the issues differ; the account's limits are the wider ones.
enum AllegroLimits {
    static let types: Set<String> = [
        "image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "application/pdf",
    ]
    /// `maximum` of a declared file in the message centre; none is published for issues.
    static let fileBytes = 5_242_880

    static let thread = limits(characters: 2_000, files: nil)
    static let issue = limits(characters: 20_000, files: 1)
    static let widest = limits(characters: 20_000, files: nil)

    private static func limits(characters: Int, files: Int?) -> Capabilities.Limits {
        Capabilities.Limits(
            maximumCharacters: characters, maximumFiles: files, maximumFileBytes: fileBytes, fileTypes: types)
    }

    /// A new conversation is a thread of the message centre.
    static func limits(in thread: ThreadID?, _ options: [String: String]) -> Capabilities.Limits {
        limits(thread.map { AllegroPlace($0) } ?? .thread(""), options)
    }

    static func limits(_ place: AllegroPlace, _ options: [String: String]) -> Capabilities.Limits {
        switch place {
        case .thread: thread.applying(options)
        case .issue: issue.applying(options)
        }
    }
}
