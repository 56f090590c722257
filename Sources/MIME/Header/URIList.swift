/// Reads the URIs of a List-* field (RFC 2369 §2): those in angle brackets, comments skipped, white space inside removed.
/// Without any bracket, each word that has a scheme.
func readURIs(_ value: ByteView) -> [String] {
    var uris: [String] = []
    var cursor = FieldCursor(value)
    while !cursor.isAtEnd {
        cursor.skipComments()
        if !cursor.skip(UInt8(ascii: "<")) {
            cursor.advance()
            continue
        }
        let content = cursor.take { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<") }
        // The innermost bracket counts.
        if cursor.peek() != UInt8(ascii: "<") { add(content[...], to: &uris) }
    }
    guard uris.isEmpty, !value.contains(UInt8(ascii: "<")) else { return uris }
    for word in value.split(whereSeparator: { $0.isWhiteSpace || $0 == UInt8(ascii: ",") })
    where (word.first?.isLetter ?? false) && word.dropFirst().contains(UInt8(ascii: ":")) {
        add(word, to: &uris)
    }
    return uris
}

private func add(_ bytes: Slice<ByteView>, to uris: inout [String]) {
    let uri = String(decoding: bytes.filter { $0 > 0x20 && $0 != 0x7F }, as: UTF8.self)
    if !uri.isEmpty { uris.append(uri) }
}
