/// The body of a mail in JMAP's form (RFC 8621 §4.1.4). An enclosed message is one part without structure.
struct JMAPBody {
    private let message: Message
    private let options: JMAPEmail.Options
    private let selection: JMAPBodySelection
    /// By `Part.index`; nil for parts of enclosed messages, and until the part was read.
    private var parts: [JMAPPart?]
    /// What was wrong with the content of parts.
    private(set) var defects: [JMAPDefect] = []

    init(_ message: Message, _ options: JMAPEmail.Options) {
        self.message = message
        self.options = options
        selection = JMAPBodySelection(message.parts)
        parts = Array(repeating: nil, count: message.parts.count)
    }

    /// Writes all properties. Each part is decoded once, when `bodyValues` has its turn.
    mutating func write(to json: inout JSONWriter) {
        json.key("bodyValues")
        let opening = writeValues(to: &json)
        json.key("preview")
        json.string(JMAPPreview.line(opening) ?? JMAPPreview.line(message.body.text ?? "") ?? "")
        json.key("hasAttachment")
        json.boolean(selection.attachments.contains { !isEmbedded(message.parts[$0]) })
        json.key("bodyStructure")
        writeStructure(to: &json)
        let lists = [
            ("textBody", selection.textBody), ("htmlBody", selection.htmlBody), ("attachments", selection.attachments),
        ]
        for (key, list) in lists {
            json.key(key)
            json.beginArray()
            for part in list.compactMap({ parts[$0] }) {
                json.beginObject()
                json.properties(of: part, header: message.header(of: part.part), asked: options.bodyProperties)
                json.endObject()
            }
            json.endArray()
        }
    }

    private func isEmbedded(_ part: Part) -> Bool { part.disposition?.value == "inline" || part.isInline }

    // MARK: - Values

    /// Reads all parts and writes the texts that were asked for. Returns what the text body begins with, as plain text.
    private mutating func writeValues(to json: inout JSONWriter) -> String {
        let asked = Set(
            (options.fetchTextBodyValues ? selection.textBody : [])
                + (options.fetchHTMLBodyValues ? selection.htmlBody : []))
        let first = selection.textBody.first { message.parts[$0].isText }
        var opening = ""
        json.beginObject()
        for (part, id) in zip(message.parts, JMAPPart.ids(message.parts)) {
            guard let id else { continue }
            guard !part.isMultipart else {
                parts[part.index] = JMAPPart(part: part, id: nil, size: part.bodyRange.count, blobID: nil)
                continue
            }
            let isAsked = part.isText && (options.fetchAllBodyValues || asked.contains(part.index))
            let content = JMAPContent(
                part, of: message, wantsText: isAsked || part.index == first, blobID: options.blobID)
            parts[part.index] = JMAPPart(part: part, id: id, size: content.size, blobID: content.blobID)
            defects += content.defects.map { JMAPDefect($0, at: part.bodyRange.lowerBound, partID: id) }
            guard let text = content.text else { continue }
            if part.index == first { opening = JMAPPreview.opening(text.text, isHTML: part.type == "text/html") }
            if isAsked {
                json.key(id)
                let hasUnknownCoding = Self.hasUnknownCoding(part, message.header(of: part))
                JMAPBodyValue(
                    text, isHTML: part.type == "text/html", hasUnknownCoding: hasUnknownCoding,
                    longest: options.maxBodyValueBytes
                ).write(to: &json)
            }
        }
        json.endObject()
        return opening
    }

    private static func hasUnknownCoding(_ part: Part, _ header: Header) -> Bool {
        guard part.coding == .identity, let coding = header.first("content-transfer-encoding") else { return false }
        return !["7bit", "8bit", "binary", ""].contains(coding.parameters.value)
    }

    // MARK: - Structure

    /// Writes the tree of parts, depth first, with a stack of its own.
    private func writeStructure(to json: inout JSONWriter) {
        /// What is left of the multiparts that were begun.
        var open: [ArraySlice<Int>] = []
        func begin(_ index: Int) {
            guard let part = parts[index] else { return }
            let header = message.header(of: part.part)
            json.beginObject()
            json.properties(of: part, header: header, asked: options.bodyProperties)
            json.key("headers")
            json.fields(of: header)
            json.key("subParts")
            if part.part.isMultipart {
                json.beginArray()
                open.append(part.part.children[...])
            } else {
                json.null()
                json.endObject()
            }
        }
        begin(0)
        while let children = open.last {
            if let next = children.first {
                open[open.count - 1].removeFirst()
                begin(next)
            } else {
                open.removeLast()
                json.endArray()
                json.endObject()
            }
        }
    }
}
