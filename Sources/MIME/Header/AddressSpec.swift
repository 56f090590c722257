/// Puts `local@domain` together from tokens (RFC 5322 §3.4.1), never from decoded text.
struct AddressSpec {
    var local = ""
    var domain = ""
    /// How many of the tokens it took.
    var used = 0
    var defects: [Defect.Kind] = []
    /// A control character: nothing that may be handed to a mail server.
    var isUnsafe = false

    init() {}

    /// Reads the address whose first `@` is the token at `at`, its local part starting at `start`.
    init(_ tokens: ArraySlice<AddressToken>, start: Int, at: Int, in bytes: ByteView, text: FieldText) {
        let localTokens = tokens[start..<at].filter { !$0.isComment }
        var words = localTokens.map(\.range)
        var isQuoted = localTokens.contains { $0.kind == .quoted }
        var index = at
        var domainRanges: [Range<Int>] = []
        while index < tokens.endIndex, tokens[index].kind == .at {
            if index > at {
                // Two `@`: all before the last one is the local part.
                words.append(contentsOf: domainRanges)
                isQuoted = true
                defects.append(.malformedAddress)
            }
            index += 1
            while index < tokens.endIndex, tokens[index].isComment { index += 1 }
            domainRanges = []
            while index < tokens.endIndex, Self.mayBeDomain(tokens[index], bytes) {
                if let last = domainRanges.last, !Self.isJoined(last, tokens[index].range, bytes) { break }
                domainRanges.append(tokens[index].range)
                index += 1
                // A comment ends the domain unless a dot follows it, as the obsolete form allows.
                let next = tokens[index...].firstIndex { !$0.isComment } ?? tokens.endIndex
                if next > index, next < tokens.endIndex, tokens[next].kind == .atom,
                    bytes[tokens[next].range.lowerBound] == UInt8(ascii: ".")
                        || bytes[tokens[index - 1].range.upperBound - 1] == UInt8(ascii: ".")
                {
                    defects.append(.malformedAddress)
                    index = next
                }
            }
        }
        used = index - start
        domain = text.plain(bytes, domainRanges)
        if domain.isEmpty { defects.append(.addressWithoutDomain) }
        // Of several `@`: all before the last one, comments too, folds removed.
        let isSpan = index > at + 2 && defects.contains(.malformedAddress)
        let span = (words.first?.lowerBound ?? 0)..<max(words.last?.upperBound ?? 0, words.first?.lowerBound ?? 0)
        let spanned = isSpan ? bytes.view(span).filter { $0 != .lineFeed && $0 != .carriageReturn } : []
        isUnsafe =
            words.contains { Self.hasControl(bytes.view($0)) }
            || domainRanges.contains { Self.hasControl(bytes.view($0)) }
            || spanned.withUnsafeBufferPointer { Self.hasControl($0) }
        // An encoded-word may hold what an address must not.
        isQuoted = isQuoted || words.contains { bytes.view($0).contains(where: FieldCursor.isAddressSpecial) }
        if words.count == 1, !isQuoted {
            local = text.plain(bytes, words)
        } else if !isQuoted, zip(words, words.dropFirst()).allSatisfy({ Self.isJoined($0, $1, bytes) }) {
            local = text.plain(bytes, words)
        } else {
            local = Self.quotedLocal(localTokens, isSpan ? spanned : nil, bytes, text)
        }
        if local.isEmpty { defects.append(.malformedAddress) }
    }

    private static func mayBeDomain(_ token: AddressToken, _ bytes: ByteView) -> Bool {
        switch token.kind {
        case .literal: true
        case .atom: !bytes.view(token.range).contains(where: FieldCursor.isAddressSpecial)
        default: false
        }
    }

    /// Whether two atoms belong together: a dot between them, white space or not.
    static func isJoined(_ left: Range<Int>, _ right: Range<Int>, _ bytes: ByteView) -> Bool {
        bytes[left.upperBound - 1] == UInt8(ascii: ".") || bytes[right.lowerBound] == UInt8(ascii: ".")
    }

    static func hasControl(_ bytes: ByteView) -> Bool { bytes.contains { $0 < 0x20 || $0 == 0x7F } }

    /// A local part that needs quotes, or turns out not to.
    private static func quotedLocal(
        _ tokens: [AddressToken], _ span: [UInt8]?, _ bytes: ByteView, _ text: FieldText
    ) -> String {
        var content = span ?? []
        if span == nil {
            var previous: AddressToken?
            for token in tokens {
                if let previous, previous.range.upperBound < token.range.lowerBound,
                    !isJoined(previous.range, token.range, bytes)
                {
                    content.append(.space)
                }
                content.append(contentsOf: token.content(in: bytes))
                previous = token
            }
        }
        let plain = text.plain(content)
        if isDotAtom(plain) { return plain }
        var quoted = "\""
        for scalar in plain.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    private static func isDotAtom(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        let dot = UInt8(ascii: ".")
        guard first != dot, last != dot else { return false }
        return text.utf8.allSatisfy { byte in
            byte >= 0x80 || byte.isLetter || byte.isDigit || byte == dot
                || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        } && !zip(text.utf8, text.utf8.dropFirst()).contains { $0 == dot && $1 == dot }
    }
}

extension AddressToken {
    /// The words of the token: quotes, parentheses and escapes removed.
    func content(in bytes: ByteView) -> [UInt8] {
        switch kind {
        case .quoted:
            var cursor = FieldCursor(bytes.view(range))
            return cursor.quotedString()
        case .comment:
            var content: [UInt8] = []
            var isEscaped = false
            let inner = bytes.view(range.lowerBound + 1..<range.upperBound)
            let end = inner.last == UInt8(ascii: ")") ? inner.count - 1 : inner.count
            for byte in inner.view(0..<end) {
                if byte == UInt8(ascii: "\\"), !isEscaped {
                    isEscaped = true
                    continue
                }
                isEscaped = false
                content.append(byte)
            }
            return content
        case .atom, .literal, .at, .comma:
            return Array(bytes.view(range))
        }
    }
}

extension FieldText {
    /// The text of a few pieces, without decoding encoded-words.
    func plain(_ bytes: ByteView, _ ranges: [Range<Int>]) -> String {
        if ranges.count == 1, let range = ranges.first { return plain(bytes.view(range)) }
        return plain(ranges.flatMap { Array(bytes.view($0)) })
    }

    func plain(_ bytes: [UInt8]) -> String { bytes.withUnsafeBufferPointer { plain($0) } }

    func plain(_ bytes: ByteView) -> String {
        String(validating: bytes, as: UTF8.self) ?? charset(of: bytes).string(bytes)
    }
}
