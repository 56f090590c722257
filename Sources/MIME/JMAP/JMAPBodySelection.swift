/// Which parts make up the text body, the HTML body and the attachments: the algorithm of RFC 8621 §4.1.4, with a stack
/// instead of its recursion. Lists hold values of `Part.index`.
///
/// The algorithm there drops texts that neither body takes; here they are attachments, as the definition above it says. So
/// are files that stand uuencoded in a text.
struct JMAPBodySelection {
    private(set) var textBody: [Int] = []
    private(set) var htmlBody: [Int] = []
    private(set) var attachments: [Int] = []

    private let parts: Parts
    private var levels: [Level] = []

    /// A multipart on the way through the tree.
    private struct Level {
        var parts: [Int]
        var next = 0
        var subtype: Substring
        var isInAlternative: Bool
        /// Whether parts at this level can still belong to the text body, and to the HTML body. Once a branch of an
        /// alternative is known to be of one kind, the other kind takes nothing more from it.
        var takesText: Bool
        var takesHTML: Bool
        /// Lengths of the lists when the level began.
        var textCount: Int
        var htmlCount: Int
    }

    init(_ parts: Parts) {
        self.parts = parts
        guard !parts.isEmpty else { return }
        enter([0], subtype: "mixed", isInAlternative: false, takesText: true, takesHTML: true)
        while let level = levels.last {
            if level.next < level.parts.count {
                levels[levels.count - 1].next += 1
                visit(level.parts[level.next], isFirst: level.next == 0, level)
            } else {
                levels.removeLast()
                complete(level)
            }
        }
    }

    private mutating func enter(
        _ children: [Int], subtype: Substring, isInAlternative: Bool, takesText: Bool, takesHTML: Bool
    ) {
        levels.append(
            Level(
                parts: children, subtype: subtype, isInAlternative: isInAlternative, takesText: takesText,
                takesHTML: takesHTML, textCount: textBody.count, htmlCount: htmlBody.count))
    }

    private mutating func visit(_ index: Int, isFirst: Bool, _ level: Level) {
        let part = parts[index]
        if part.isMultipart {
            enter(
                part.children, subtype: part.subtype,
                isInAlternative: level.isInAlternative || part.subtype == "alternative", takesText: level.takesText,
                takesHTML: level.takesHTML)
            return
        }
        if !isInline(part, isFirst: isFirst, level) {
            attachments.append(index)
        } else if level.subtype == "alternative" {
            switch part.type {
            case "text/plain" where level.takesText: textBody.append(index)
            case "text/html" where level.takesHTML: htmlBody.append(index)
            default: attachments.append(index)
            }
        } else {
            show(index, level)
        }
        if !part.isMessage { attachments += part.children }
    }

    private mutating func show(_ index: Int, _ level: Level) {
        let part = parts[index]
        var level = level
        if level.isInAlternative {
            if part.type == "text/plain" { level.takesHTML = false }
            if part.type == "text/html" { level.takesText = false }
            levels[levels.count - 1].takesText = level.takesText
            levels[levels.count - 1].takesHTML = level.takesHTML
        }
        if level.takesText { textBody.append(index) }
        if level.takesHTML { htmlBody.append(index) }
        let lists = (level.takesText ? 1 : 0) + (level.takesHTML ? 1 : 0)
        if lists < (isMedia(part) ? 2 : 1) { attachments.append(index) }
    }

    /// An alternative with one kind of text only shows it for both.
    private mutating func complete(_ level: Level) {
        guard level.subtype == "alternative", level.takesText, level.takesHTML else { return }
        let newText = textBody[level.textCount...]
        let newHTML = htmlBody[level.htmlCount...]
        if newText.isEmpty { textBody += newHTML } else if newHTML.isEmpty { htmlBody += newText }
    }

    /// Whether a leaf is part of the body rather than a file.
    private func isInline(_ part: Part, isFirst: Bool, _ level: Level) -> Bool {
        guard part.disposition?.value != "attachment" else { return false }
        guard part.type == "text/plain" || part.type == "text/html" || isMedia(part) else { return false }
        return isFirst || (level.subtype != "related" && (isMedia(part) || JMAPPart.name(of: part) == nil))
    }

    private func isMedia(_ part: Part) -> Bool {
        part.mainType == "image" || part.mainType == "audio" || part.mainType == "video"
    }
}
