/// Decides which parts are the body and which are files, from structure alone.
struct PartChoice {
    private(set) var parts: [Part]
    /// What to show, in order.
    private(set) var segments: [Segment] = []
    private var hasBody = false

    /// A stretch of the body: its plain text, its HTML, or both in two forms.
    struct Segment {
        var texts: [Int] = []
        var htmls: [Int] = []
    }

    init(_ parts: [Part]) { self.parts = parts }

    /// Marks attachments and inline parts, and collects the body.
    mutating func mark() {
        guard !parts.isEmpty else { return }
        segments = choose(0)
        // Enclosed messages are files as a whole; what is inside them is theirs.
        for index in parts.indices where isInsideMessage(index) {
            parts[index].isAttachment = false
            parts[index].isInline = false
        }
    }

    private func isInsideMessage(_ index: Int) -> Bool {
        var next = parts[index].parent
        while let parent = next {
            if parts[parent].isMessage { return true }
            next = parts[parent].parent
        }
        return false
    }

    /// Goes no deeper than the parser did, whose depth is limited.
    private mutating func choose(_ index: Int) -> [Segment] {
        let part = parts[index]
        guard part.isMultipart else { return chooseLeaf(index) }
        switch part.type {
        case "multipart/alternative":
            return chooseAlternative(part)
        case "multipart/related":
            return chooseRelated(part)
        case "multipart/signed":
            return chooseFirst(part)
        case "multipart/report":
            let segments = chooseFirst(part)
            for child in part.children where Self.isReport(parts[child].type) { parts[child].isAttachment = false }
            return segments
        case "multipart/encrypted":
            part.children.forEach { attach($0) }
            return []
        default:
            return part.children.flatMap { choose($0) }
        }
    }

    private mutating func chooseLeaf(_ index: Int) -> [Segment] {
        let part = parts[index]
        part.children.forEach { attach($0) }
        let isBodyType = part.type == "text/plain" || part.type == "text/html"
        let isDeclared = part.disposition.map { !$0.value.isEmpty && $0.value != "inline" } ?? false
        guard isBodyType, !isDeclared, part.fileName == nil || !hasBody else {
            attach(index)
            return []
        }
        hasBody = true
        return [part.type == "text/html" ? Segment(htmls: [index]) : Segment(texts: [index])]
    }

    /// The last part that can be shown wins, for text and for HTML each.
    private mutating func chooseAlternative(_ part: Part) -> [Segment] {
        var best = Segment()
        let hadBody = hasBody
        for child in part.children {
            // Each is a first body of its own.
            hasBody = hadBody
            let segments = choose(child)
            let texts = segments.flatMap(\.texts)
            let htmls = segments.flatMap(\.htmls)
            // Text beside HTML, such as the footer of a list, does not replace a text that stands for all.
            if !texts.isEmpty, htmls.isEmpty || best.texts.isEmpty { best.texts = texts }
            if !htmls.isEmpty { best.htmls = htmls }
        }
        hasBody = hadBody || !best.texts.isEmpty || !best.htmls.isEmpty
        return best.texts.isEmpty && best.htmls.isEmpty ? [] : [best]
    }

    /// The root is the part that `start` names, or the first (RFC 2387 §3.2).
    private mutating func chooseRelated(_ part: Part) -> [Segment] {
        let start = part.parameter("start").map { $0.filter { $0 != "<" && $0 != ">" && $0 != " " } }
        let root = part.children.first { start != nil && parts[$0].contentID == start } ?? part.children.first
        var segments: [Segment] = []
        for child in part.children {
            if child == root {
                segments = choose(child)
            } else if parts[child].contentID != nil, parts[child].isLeaf, !parts[child].isText {
                parts[child].isInline = true
            } else {
                attach(child)
            }
        }
        return segments
    }

    private mutating func chooseFirst(_ part: Part) -> [Segment] {
        guard let first = part.children.first else { return [] }
        part.children.dropFirst().forEach { attach($0) }
        return choose(first)
    }

    /// Makes all leaves below a part attachments.
    private mutating func attach(_ index: Int) {
        guard parts[index].isMultipart else {
            parts[index].isAttachment = true
            return
        }
        for child in parts[index].children { attach(child) }
    }

    private static func isReport(_ type: String) -> Bool {
        type == "message/delivery-status" || type == "message/disposition-notification"
            || type == "message/global-delivery-status" || type == "message/global-disposition-notification"
    }
}
