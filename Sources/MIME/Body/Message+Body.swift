extension Message {
    /// Text and HTML to show. Decoded anew at each call.
    public var body: Body {
        let segments = segments
        var body = Body()
        var texts: [String] = []
        var htmls: [String] = []
        var textRoom = limits.textBytes
        var htmlRoom = limits.htmlBytes
        for segment in segments {
            var html: String?
            if !segment.htmls.isEmpty {
                let joined = segment.htmls.map { index in
                    cut(text(of: parts[index]), to: &htmlRoom, from: index, &body)
                }
                .joined(separator: "\n")
                html = joined
                htmls.append(joined)
                if body.htmlPart == nil, let first = segment.htmls.first { body.htmlPart = parts[first] }
            }
            let plain = segment.texts.map { readableText(of: parts[$0]) }.filter { !$0.isEmpty }.joined(separator: "\n")
            if let html, segment.texts.isEmpty || Self.isStandIn(plain, for: html) {
                let made = plainText(
                    fromHTML: Array(html.utf8), maximumInput: limits.htmlBytes, maximumOutput: limits.textBytes)
                if segment.texts.isEmpty || Self.letters(in: made, upTo: 20) >= Self.letters(in: plain, upTo: 20) {
                    texts.append(cut(made, to: &textRoom, from: segment.htmls.first ?? 0, &body))
                    body.textIsFromHTML = true
                    continue
                }
            }
            if body.textPart == nil, let first = segment.texts.first { body.textPart = parts[first] }
            texts.append(cut(plain, to: &textRoom, from: segment.texts.first ?? 0, &body))
        }
        if !segments.isEmpty { body.text = texts.filter { !$0.isEmpty }.joined(separator: "\n\n") }
        if !htmls.isEmpty { body.html = htmls.joined(separator: "\n") }
        return body
    }

    /// A stretch of the body: places of its plain text, its HTML, or both in two forms.
    private struct Segment {
        var number: Int32
        var texts: [Int] = []
        var htmls: [Int] = []
    }

    private var segments: [Segment] {
        var segments: [Segment] = []
        for (place, node) in store.nodes.enumerated() where node.role == .body {
            if segments.last?.number != node.segment { segments.append(Segment(number: node.segment)) }
            if node.media == .textHTML {
                segments[segments.count - 1].htmls.append(place)
            } else {
                segments[segments.count - 1].texts.append(place)
            }
        }
        return segments
    }

    /// What is shown as files, in document order: attachments, and inline pictures that the HTML does not name.
    public var attachments: [Part] {
        guard parts.contains(where: \.isInline) else { return parts.filter(\.isAttachment) }
        let shown = namedContentIDs
        return parts.filter { part in
            part.isAttachment || part.isInline && !(part.contentID.map { shown.contains($0) } ?? false)
        }
    }

    /// The Content-IDs that the HTML body names by `cid:` (RFC 2392).
    private var namedContentIDs: Set<String> {
        var ids = Set<String>()
        var html = body.html ?? ""
        html.withUTF8 { bytes in
            var position = 0
            while let colon = bytes.position(of: UInt8(ascii: ":"), from: position) {
                position = colon + 1
                guard colon >= 3, bytes.view(colon - 3..<colon).equalsFolded("cid") else { continue }
                let id = bytes.view(position..<position + 300).prefix {
                    $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: ")")
                        && $0 != UInt8(ascii: ">")
                }
                ids.insert(Self.percentDecoded(id))
                position += id.count
            }
        }
        return ids
    }

    private static func percentDecoded(_ bytes: Slice<ByteView>) -> String {
        var decoded: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let high = rest[rest.startIndex].hexValue,
                let low = rest[rest.startIndex + 1].hexValue
            {
                decoded.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                decoded.append(byte)
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// The text of a plain part as people read it: flowed lines joined, line ends LF.
    func readableText(of part: Part) -> String {
        var text = text(of: part)
        if text.utf8.contains(.carriageReturn) { text = Self.withLineFeeds(text) }
        guard part.parameter("format")?.lowercased() == "flowed" else { return text }
        return FlowedText.joined(text, deletesSpace: part.parameter("delsp")?.lowercased() == "yes")
    }

    /// CRLF and bare CR become LF.
    private static func withLineFeeds(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == .carriageReturn {
                output.append(.lineFeed)
            } else if byte != .lineFeed || previous != .carriageReturn {
                output.append(byte)
            }
            previous = byte
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Whether a text part only says that there is HTML, or nothing.
    private static func isStandIn(_ text: String, for html: String) -> Bool {
        let count = letters(in: text, upTo: 20)
        return count == 0 || count < 20 && letters(in: html, upTo: 201) > 200
    }

    private static func letters(in text: String, upTo limit: Int) -> Int {
        var count = 0
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            count += 1
            if count >= limit { break }
        }
        return count
    }

    /// `text` cut at a character's border to the bytes that are left in `room`; `index` is the part that it came from.
    private func cut(_ text: String, to room: inout Int, from index: Int, _ body: inout Body) -> String {
        if text.utf8.count <= room {
            room -= text.utf8.count
            return text
        }
        body.defects.append(Defect(.textAfterLimit, at: parts[index].bodyRange.lowerBound))
        var end = text.utf8.index(text.startIndex, offsetBy: room)
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        room = 0
        return String(text[..<end])
    }
}
