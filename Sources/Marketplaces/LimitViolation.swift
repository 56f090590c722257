public import Domain

/// Why an answer is more than a marketplace takes. Nothing is ever cut or left out instead.
public enum LimitViolation: Sendable, Hashable, CustomStringConvertible {
    case textTooShort(characters: Int, minimum: Int)
    case textTooLong(characters: Int, maximum: Int)
    case tooManyFiles(count: Int, maximum: Int)
    /// Files are not taken at all; the text says why and what to do instead.
    case noFiles(String)
    case fileTooLarge(name: String, bytes: Int, maximum: Int)
    case filesTooLarge(bytes: Int, maximum: Int)
    case fileType(name: String, type: String)

    public var description: String {
        switch self {
        case .textTooShort(let characters, let minimum):
            "the text has \(characters) characters, at least \(minimum) are needed"
        case .textTooLong(let characters, let maximum):
            "the text has \(characters) characters, at most \(maximum) are taken"
        case .tooManyFiles(let count, let maximum): "\(count) files, at most \(maximum) are taken"
        case .noFiles(let reason): reason
        case .fileTooLarge(let name, let bytes, let maximum):
            "the file \(name) has \(bytes) bytes, at most \(maximum) are taken"
        case .filesTooLarge(let bytes, let maximum):
            "the files have \(bytes) bytes together, at most \(maximum) are taken"
        case .fileType(let name, let type): "the file \(name) is \(type), which is not taken"
        }
    }
}

extension Capabilities.Limits {
    /// All that an answer breaks; empty if it may be posted.
    public func violations(text: String, attachments: [Attachment]) -> [LimitViolation] {
        var result: [LimitViolation] = []
        let characters = text.unicodeScalars.count
        if characters < minimumCharacters {
            result.append(.textTooShort(characters: characters, minimum: minimumCharacters))
        }
        if let maximumCharacters, characters > maximumCharacters {
            result.append(.textTooLong(characters: characters, maximum: maximumCharacters))
        }
        if let maximumFiles, attachments.count > maximumFiles {
            let tooMany = LimitViolation.tooManyFiles(count: attachments.count, maximum: maximumFiles)
            result.append(maximumFiles == 0 ? noFiles.map { .noFiles($0) } ?? tooMany : tooMany)
        }
        for file in attachments {
            if let maximumFileBytes, file.bytes.count > maximumFileBytes {
                result.append(.fileTooLarge(name: file.name, bytes: file.bytes.count, maximum: maximumFileBytes))
            }
            if let fileTypes, !fileTypes.contains(file.type) {
                result.append(.fileType(name: file.name, type: file.type))
            }
        }
        let total = attachments.reduce(0) { $0 + $1.bytes.count }
        if let maximumTotalBytes, total > maximumTotalBytes {
            result.append(.filesTooLarge(bytes: total, maximum: maximumTotalBytes))
        }
        return result
    }

    /// The refusal for an answer that breaks a limit; nil if it breaks none.
    func refusal(of post: Post) -> PostResult? {
        let violations = violations(text: post.text, attachments: post.attachments)
        guard !violations.isEmpty else { return nil }
        return .refused(
            reason: RefusalCode.limits.with(withoutAddresses(violations.map(\.description).joined(separator: "; "))))
    }
}
