/// ISO-2022-JP (RFC 1468) with half-width katakana and JIS X 0212, rewritten to EUC-JP for the C library.
///
/// State falls back to ASCII at every line end, so a missing final escape spoils no more than its line.
enum ISO2022JP {
    private enum State { case ascii, katakana, kanji, supplement }

    /// Appends the text of `bytes` in UTF-8. Returns how many bytes became U+FFFD.
    static func decode(_ bytes: ByteView, into text: inout ByteBuffer) -> Int {
        var euc = ByteBuffer(capacity: bytes.count)
        var state = State.ascii
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x1B, let escape = escape(bytes, at: position) {
                state = escape.state
                position += escape.length
                continue
            }
            if byte == .lineFeed || byte == .carriageReturn { state = .ascii }
            guard (0x21...0x7E).contains(byte), state != .ascii else {
                euc.append(byte)
                position += 1
                continue
            }
            switch state {
            case .katakana:
                // The set ends at 5F; beyond is nothing, and 0xFF is a byte that no character has.
                if byte < 0x60 { euc.append(0x8E) }
                euc.append(byte < 0x60 ? byte | 0x80 : 0xFF)
                position += 1
            case .kanji, .supplement:
                guard position + 1 < bytes.count, (0x21...0x7E).contains(bytes[position + 1]) else {
                    // Half a character.
                    euc.append(0xFF)
                    position += 1
                    continue
                }
                if state == .supplement { euc.append(0x8F) }
                euc.append(byte | 0x80)
                euc.append(bytes[position + 1] | 0x80)
                position += 2
            case .ascii:
                position += 1
            }
        }
        // A character of the supplement that does not exist is two bytes here and three there.
        return min(Iconv.decode(euc.view, from: "EUC-JP-MS", into: &text), bytes.count)
    }

    private static func escape(_ bytes: ByteView, at position: Int) -> (state: State, length: Int)? {
        let rest = bytes.view(position + 1..<position + 5)
        if rest.starts(with: "(B") || rest.starts(with: "(J") || rest.starts(with: "(H") { return (.ascii, 3) }
        if rest.starts(with: "$@") || rest.starts(with: "$B") { return (.kanji, 3) }
        if rest.starts(with: "(I") { return (.katakana, 3) }
        if rest.starts(with: "$(D") { return (.supplement, 4) }
        if rest.starts(with: "$(B") || rest.starts(with: "$(@") { return (.kanji, 4) }
        return nil
    }
}
