/// What the body of one kind of message may hold.
struct AmazonMessageForm: Sendable {
    struct Content: Sendable {
        var text: String?
        var files: [(id: String, name: String)] = []
    }

    let name: String
    /// Characters; nil = no text.
    let longestText: Int?
    private let files: ClosedRange<Int>
    private let more: Set<String>

    /// Nil for kinds that no operation takes.
    init?(_ name: String) {
        self.name = name
        switch name {
        case "confirmOrderDetails", "confirmDeliveryDetails", "confirmServiceDetails", "unexpectedProblem":
            (longestText, files, more) = (2000, 0...0, [])
        case "confirmCustomizationDetails": (longestText, files, more) = (800, 0...5, [])
        case "digitalAccessKey": (longestText, files, more) = (400, 0...5, [])
        case "legalDisclosure": (longestText, files, more) = (nil, 0...5, [])
        case "warranty": (longestText, files, more) = (nil, 1...5, ["coverageStartDate", "coverageEndDate"])
        case "invoice": (longestText, files, more) = (nil, 1...5, [])
        default: return nil
        }
    }

    func read(_ body: [UInt8]) throws(Refusal) -> Content {
        guard let members = JSON(parsing: body)?.object else { throw Self.invalid("body") }
        var allowed = more
        if longestText != nil { allowed.insert("text") }
        if files.upperBound > 0 { allowed.insert("attachments") }
        for key in members.keys.sorted() where !allowed.contains(key) { throw Self.invalid(key) }
        var content = Content()
        if let longestText {
            guard let text = members["text"]?.string, (1...longestText).contains(text.unicodeScalars.count),
                !text.contains("@"), !Self.holdsTag(text)
            else { throw Self.invalid("text") }
            content.text = text
        }
        let list = members["attachments"]
        guard list == nil || list?.array != nil, files.contains(list?.array?.count ?? 0) else {
            throw Self.invalid("attachments")
        }
        for element in list?.array ?? [] {
            guard let file = element.object, Set(file.keys) == ["uploadDestinationId", "fileName"],
                let id = file["uploadDestinationId"]?.string, let fileName = file["fileName"]?.string
            else { throw Self.invalid("attachments") }
            let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count > 1, parts.last?.isEmpty == false, parts.first?.isEmpty == false else {
                throw Self.invalid("fileName")
            }
            content.files.append((id, fileName))
        }
        return content
    }

    private static func holdsTag(_ text: String) -> Bool {
        text.split(separator: "<", omittingEmptySubsequences: false).dropFirst().contains { rest in
            rest.first.map { $0.isLetter || $0 == "/" } ?? false && rest.contains(">")
        }
    }

    private static func invalid(_ field: String) -> Refusal {
        Refusal(400, "Invalid Input", code: "InvalidInput", field: field)
    }
}
