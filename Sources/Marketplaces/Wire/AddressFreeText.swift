/// A text of a peer's without mail addresses, fit for log and journal: each is replaced by `<address>`.
///
/// What looks like one counts: letters before and behind an `@` (or `%40`), in angle brackets or not, a quoted local part
/// included. Rather too much is replaced than too little. Linear in the text.
func withoutAddresses(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "@")) || text.range(ofASCII: "%40") != nil else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var rest = text[...]
    while let first = rest.first {
        guard isAddressCharacter(first) else {
            result.append(first)
            rest = rest.dropFirst()
            continue
        }
        let word = rest.prefix(while: isAddressCharacter)
        rest = rest[word.endIndex...]
        guard holdsAddress(word, behindQuote: result.last == "\"", beforeLiteral: rest.first == "[") else {
            result += word
            continue
        }
        if word.first == "@", result.last == "\"" { dropQuoted(&result) }
        if rest.first == "[" { rest = rest.drop { $0 != "]" }.dropFirst() }
        // Punctuation that ends a sentence is not the address's.
        let tail = String(word.reversed().prefix { ".!?'".contains($0) }.reversed())
        if result.last == "<", rest.first == ">", tail.isEmpty {
            result += "address"
        } else {
            result += "<address>" + tail
        }
    }
    return result
}

/// Letters of any script, digits and what RFC 5322 §3.2.3 allows in an atom, the dot and `@`.
private func isAddressCharacter(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return !character.isWhitespace && !character.isPunctuation }
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        return true
    default: return ".!#$%&'*+/=?^_`{|}~-@".contains(character)
    }
}

private func holdsAddress(_ word: Substring, behindQuote: Bool, beforeLiteral: Bool) -> Bool {
    for sign in ["@", "%40"] {
        var part = word
        while let range = part.range(ofASCII: sign) {
            let hasLocalPart = range.lowerBound != word.startIndex || behindQuote
            if hasLocalPart, range.upperBound != word.endIndex || beforeLiteral { return true }
            part = part[range.upperBound...]
        }
    }
    return false
}

/// Drops a quoted local part from the end of what was copied; all of the line where its start is missing.
private func dropQuoted(_ text: inout String) {
    text.removeLast()
    while let last = text.last, !last.isNewline {
        text.removeLast()
        if last == "\"" { return }
    }
}
