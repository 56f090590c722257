/// The body of a mail in JMAP's form (RFC 8621 §4.1.4). An enclosed message is one part without structure.
struct JMAPBody {
    private let message: Message
    private let selection: JMAPBodySelection
    /// IMAP's section numbers, by `Part.index`; nil for multiparts and for parts of enclosed messages.
    private let partIDs: [String?]

    private static let longestPreview = 256

    init(_ message: Message) {
        self.message = message
        selection = JMAPBodySelection(message.parts)
        partIDs = Self.partIDs(message.parts)
    }

    func write(to json: inout JSONWriter) {
        json.key("hasAttachment")
        json.boolean(
            selection.attachments.contains {
                message.parts[$0].disposition?.value != "inline" && !message.parts[$0].isInline
            })
        json.key("preview")
        json.string(preview)
        json.key("bodyStructure")
        writeStructure(to: &json)
        json.key("bodyValues")
        json.beginObject()
        for index in textParts { writeValue(of: message.parts[index], to: &json) }
        json.endObject()
        for (key, list) in [
            ("textBody", selection.textBody), ("htmlBody", selection.htmlBody), ("attachments", selection.attachments),
        ] {
            json.key(key)
            json.beginArray()
            for index in list {
                json.beginObject()
                writeProperties(of: message.parts[index], to: &json)
                json.endObject()
            }
            json.endArray()
        }
    }

    /// What was wrong with the coding of the parts whose text is written.
    var defects: [Defect] { textParts.flatMap { message.defects(of: message.parts[$0]) } }

    /// The text parts of both lists, each once, in document order.
    private var textParts: [Int] {
        Set(selection.textBody + selection.htmlBody).filter { message.parts[$0].isText }.sorted()
    }

    private var preview: String {
        var words = String.UnicodeScalarView()
        var length = 0
        var pendingSpace = false
        for scalar in (message.body.text ?? "").unicodeScalars {
            if scalar.properties.isWhitespace {
                pendingSpace = length > 0
                continue
            }
            let needed = pendingSpace ? 2 : 1
            guard length + needed <= Self.longestPreview else { break }
            if pendingSpace { words.append(" ") }
            pendingSpace = false
            words.append(scalar)
            length += needed
        }
        return String(words)
    }

    /// Writes the tree of parts, depth first, with its own stack.
    private func writeStructure(to json: inout JSONWriter) {
        var open: [(part: Int, nextChild: Int)] = []
        begin(0, to: &json, open: &open)
        while let (index, next) = open.last {
            let children = message.parts[index].children
            if next < children.count {
                open[open.count - 1].nextChild += 1
                begin(children[next], to: &json, open: &open)
            } else {
                json.endArray()
                json.endObject()
                open.removeLast()
            }
        }
    }

    private func begin(_ index: Int, to json: inout JSONWriter, open: inout [(part: Int, nextChild: Int)]) {
        let part = message.parts[index]
        json.beginObject()
        writeProperties(of: part, to: &json)
        if part.isMultipart {
            json.key("subParts")
            json.beginArray()
            open.append((index, 0))
        } else {
            json.endObject()
        }
    }

    private func writeProperties(of part: Part, to json: inout JSONWriter) {
        let header = message.header(of: part)
        json.key("partId")
        json.string(partIDs[part.index])
        json.key("blobId")
        json.null()
        json.key("size")
        json.number(part.coding == .identity ? part.bodyRange.count : message.content(of: part).count)
        json.key("name")
        json.string(part.fileName)
        json.key("type")
        json.string(part.type)
        json.key("charset")
        json.string(part.charset ?? (part.isText || header.first("content-type") == nil ? "us-ascii" : nil))
        json.key("disposition")
        json.string(part.disposition?.value)
        json.key("cid")
        json.string(part.contentID)
        json.key("language")
        let languages = (header.text("content-language") ?? "").split { $0 == "," || $0 == " " || $0 == "\t" }
        if languages.isEmpty { json.null() } else { json.strings(languages.map(String.init)) }
        json.key("location")
        json.string(header.text("content-location"))
    }

    private func writeValue(of part: Part, to json: inout JSONWriter) {
        guard let id = partIDs[part.index] else { return }
        let text = message.text(of: part)
        json.key(id)
        json.beginObject()
        json.key("value")
        json.string(Self.withoutCarriageReturns(text))
        json.key("isEncodingProblem")
        json.boolean(message.defects(of: part).contains { Self.encodingProblems.contains($0.kind) })
        json.key("isTruncated")
        json.boolean(false)
        json.endObject()
    }

    /// Not among them: `undeclaredCharset`, as long as the text could be read.
    private static let encodingProblems: Set<Defect.Kind> = [
        .unknownTransferCoding, .malformedBase64, .malformedQuotedPrintable, .unknownCharset, .wrongCharset,
        .malformedText,
    ]

    /// CRLF made LF.
    private static func withoutCarriageReturns(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte == 0x0A, output.last == 0x0D { output.removeLast() }
            output.append(byte)
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func partIDs(_ parts: [Part]) -> [String?] {
        var ids = [String?](repeating: nil, count: parts.count)
        guard let root = parts.first else { return ids }
        if !root.isMultipart { ids[0] = "1" }
        /// Multiparts with what comes before the numbers of their children.
        var open: [(part: Int, prefix: String)] = root.isMultipart ? [(0, "")] : []
        while let (index, prefix) = open.popLast() {
            for (number, child) in parts[index].children.enumerated() {
                let id = "\(prefix)\(number + 1)"
                if parts[child].isMultipart { open.append((child, id + ".")) } else { ids[child] = id }
            }
        }
        return ids
    }
}
