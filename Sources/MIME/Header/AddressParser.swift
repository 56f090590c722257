/// Reads address lists with all their obsolete and broken forms (RFC 5322 §3.4, §4.4), in one pass and without recursion.
///
/// Structure is found first and names are decoded afterwards: decoded text never becomes an address. Where an entry
/// holds an angle address, that one counts.
struct AddressParser {
    private var cursor: FieldCursor
    private let text: FieldText
    private let limits: Limits

    private var list = AddressList()
    private var count = 0
    /// Tokens since the last separator.
    private var phrase: [AddressToken] = []
    /// Kept beside `phrase`, which may be long.
    private var phraseHasAt = false
    /// The angle address of the current entry, with the words before it.
    private var angle: (spec: AddressSpec, words: [AddressToken])?
    private var groupDepth = 0
    private var groupName = ""
    private var members: [Mailbox] = []

    init(_ bytes: ByteView, text: FieldText) {
        cursor = FieldCursor(bytes)
        self.text = text
        limits = text.store.limits
    }

    mutating func parse() -> AddressList {
        while true {
            cursor.skipWhiteSpace()
            guard let byte = cursor.peek() else { break }
            guard count < limits.addresses else {
                note(.tooManyAddresses)
                break
            }
            if let token = cursor.addressToken(afterAt: phrase.last?.kind == .at) {
                phrase.append(token)
                if token.kind == .at { phraseHasAt = true }
                continue
            }
            let place = cursor.position
            cursor.advance()
            switch byte {
            case UInt8(ascii: "<"):
                readAngle()
            case UInt8(ascii: ","):
                if angle == nil, !phrase.isEmpty, !phraseHasAt {
                    // Perhaps the comma of `Meier, Hans <h@x>`.
                    phrase.append(AddressToken(kind: .comma, range: place..<place + 1))
                } else {
                    finishEntry()
                }
            case UInt8(ascii: ";"):
                finishEntry()
                endGroup()
            case UInt8(ascii: ":"):
                startGroup()
            default:
                note(.malformedAddress)
            }
        }
        finishEntry()
        if groupDepth > 0 {
            note(.unclosedGroup)
            groupDepth = 1
            endGroup()
        }
        return list
    }

    private mutating func note(_ kind: Defect.Kind) {
        if !list.defects.contains(kind) { list.defects.append(kind) }
    }

    private mutating func clearPhrase() {
        phrase.removeAll(keepingCapacity: true)
        phraseHasAt = false
    }

    // MARK: - Groups

    private mutating func startGroup() {
        guard angle == nil, !phrase.isEmpty, !phraseHasAt else {
            note(.malformedAddress)
            return
        }
        groupDepth += 1
        if groupDepth == 1 { groupName = name(of: phrase) ?? "" }
        clearPhrase()
        if groupDepth > limits.groupDepth {
            note(.groupTooDeep)
            cursor.position = cursor.bytes.position(of: UInt8(ascii: ";"), from: cursor.position) ?? cursor.bytes.count
        }
    }

    private mutating func endGroup() {
        guard groupDepth > 0 else { return }
        groupDepth -= 1
        guard groupDepth == 0 else { return }
        // An empty group counts too, so that there are never more entries than the limit says.
        if members.isEmpty { count += 1 }
        list.addresses.append(.group(name: groupName, members: members))
        members = []
    }

    // MARK: - Entries

    private mutating func readAngle() {
        if angle != nil { finishAngle(keepingPhrase: true) }
        var tokens: [AddressToken] = []
        var isClosed = false
        reading: while true {
            cursor.skipWhiteSpace()
            if let token = cursor.addressToken(afterAt: tokens.last?.kind == .at) {
                tokens.append(token)
                continue
            }
            switch cursor.peek() {
            case UInt8(ascii: ">"):
                isClosed = true
                while cursor.skip(UInt8(ascii: ">")) {}
                break reading
            case UInt8(ascii: ":"):
                // The end of a source route, or of `mailto:`.
                if tokens.first?.kind == .at { note(.sourceRoute) } else { note(.malformedAddress) }
                tokens = []
                cursor.advance()
            case UInt8(ascii: "<"):
                phrase.append(contentsOf: tokens)
                tokens = []
                cursor.advance()
            case UInt8(ascii: ",") where tokens.first?.kind == .at:
                cursor.advance()
            default:
                break reading
            }
        }
        if !isClosed { note(.malformedAddress) }
        angle = (spec(inAngle: tokens), phrase)
        clearPhrase()
    }

    private mutating func spec(inAngle tokens: [AddressToken]) -> AddressSpec {
        let at = tokens.firstIndex { $0.kind == .at } ?? tokens.count
        let spec = AddressSpec(tokens[...], start: 0, at: at, in: cursor.bytes, text: text)
        if tokens.dropFirst(spec.used).contains(where: { !$0.isComment }) { note(.textAfterAddress) }
        return spec
    }

    private mutating func finishEntry() {
        if angle != nil { finishAngle(keepingPhrase: false) }
        defer { clearPhrase() }
        guard phrase.contains(where: { !$0.isComment && $0.kind != .comma }) else { return }
        for segment in phrase.split(whereSeparator: { $0.kind == .comma }) {
            finishBare(segment)
        }
    }

    /// Emits the angle address. Words behind it belong to the next one if another angle bracket follows.
    private mutating func finishAngle(keepingPhrase: Bool) {
        guard let (spec, words) = angle else { return }
        angle = nil
        if phrase.contains(where: { !$0.isComment }) { note(keepingPhrase ? .malformedAddress : .textAfterAddress) }
        let name = name(of: words) ?? comment(of: words + phrase)
        if !spec.local.isEmpty || !spec.domain.isEmpty || name != nil { emit(spec, name) }
        if keepingPhrase { phrase.removeAll(where: \.isComment) } else { clearPhrase() }
    }

    /// An entry without angle brackets, or several that lack their comma.
    private mutating func finishBare(_ tokens: ArraySlice<AddressToken>) {
        var rest = tokens
        while let at = rest.firstIndex(where: { $0.kind == .at }) {
            let start = localStart(rest, at)
            let spec = AddressSpec(rest, start: start, at: at, in: cursor.bytes, text: text)
            let before = rest[rest.startIndex..<start]
            let after = rest[(start + spec.used)...]
            let commentsAfter = after.prefix(while: \.isComment)
            if before.contains(where: { !$0.isComment }) { note(.malformedAddress) }
            emit(spec, name(of: Array(before)) ?? comment(of: Array(before) + Array(commentsAfter)))
            rest = after.dropFirst(commentsAfter.count)
            if !rest.isEmpty { note(.textAfterAddress) }
            if rest.isEmpty || !rest.contains(where: { $0.kind == .at }) { return }
        }
        // No `@` at all.
        let words = rest.filter { !$0.isComment }
        guard let word = words.first else { return }
        note(.addressWithoutDomain)
        var spec = AddressSpec()
        if words.count == 1, word.kind == .atom, !cursor.bytes.view(word.range).starts(with: "=?") {
            spec.isUnsafe = AddressSpec.hasControl(cursor.bytes.view(word.range))
            spec.local = text.plain(cursor.bytes.view(word.range))
            emit(spec, comment(of: Array(rest)))
        } else {
            emit(spec, name(of: Array(rest)))
        }
    }

    /// Where the local part before the `@` at `at` begins.
    private func localStart(_ tokens: ArraySlice<AddressToken>, _ at: Int) -> Int {
        var start = at
        while start > tokens.startIndex {
            let previous = tokens[start - 1]
            if previous.isComment || previous.kind == .at { break }
            if start < at, !AddressSpec.isJoined(previous.range, tokens[start].range, cursor.bytes) { break }
            start -= 1
        }
        return start
    }

    private mutating func emit(_ spec: AddressSpec, _ name: String?) {
        spec.defects.forEach { note($0) }
        guard !spec.isUnsafe else {
            note(.addressWithControlCharacter)
            return
        }
        guard count < limits.addresses else {
            note(.tooManyAddresses)
            return
        }
        count += 1
        let mailbox = Mailbox(name: name, localPart: spec.local, domain: spec.domain)
        if groupDepth > 0 { members.append(mailbox) } else { list.addresses.append(.mailbox(mailbox)) }
    }

    // MARK: - Names

    private func name(of tokens: [AddressToken]) -> String? {
        var bytes: [UInt8] = []
        var end: Int?
        for token in tokens where !token.isComment {
            if let end, end < token.range.lowerBound { bytes.append(.space) }
            bytes.append(contentsOf: token.content(in: cursor.bytes))
            end = token.range.upperBound
        }
        return decoded(bytes)
    }

    private func comment(of tokens: [AddressToken]) -> String? {
        for token in tokens where token.isComment {
            if let name = decoded(token.content(in: cursor.bytes)) { return name }
        }
        return nil
    }

    private func decoded(_ bytes: [UInt8]) -> String? {
        let name = bytes.withUnsafeBufferPointer { text.decode($0) }
        return name.isEmpty ? nil : name
    }
}
