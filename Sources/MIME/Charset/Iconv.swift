import Glibc

/// The multi-byte sets, decoded by the C library. No transliteration; input is never dropped silently.
enum Iconv {
    /// Whether the C library knows the set called `name`. Opening takes about half a microsecond.
    static func knows(_ name: String) -> Bool {
        guard let descriptor = open(name) else { return false }
        iconv_close(descriptor)
        return true
    }

    /// Appends the text of `bytes` in UTF-8. Returns how many bytes became U+FFFD, everything if the set is not there.
    static func decode(_ bytes: ByteView, from name: String, into text: inout ByteBuffer) -> Int {
        guard let descriptor = open(name) else {
            return SingleByteSet.windows1252.decode(bytes, into: &text)
        }
        defer { iconv_close(descriptor) }
        return convert(bytes, descriptor, into: &text)
    }

    private static func convert(_ bytes: ByteView, _ descriptor: iconv_t, into text: inout ByteBuffer) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        // iconv wants a pointer it could write through; it does not.
        var input: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: base).assumingMemoryBound(
            to: CChar.self)
        var left = bytes.count
        var room = bytes.count + bytes.count / 2 + 16
        var replacements = 0
        var isFlushing = false
        while true {
            text.makeRoom(for: room)
            var output: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(text.free).assumingMemoryBound(
                to: CChar.self)
            var space = room
            let result =
                isFlushing
                ? iconv(descriptor, nil, nil, &output, &space) : iconv(descriptor, &input, &left, &output, &space)
            let cause = errno
            text.advance(by: room - space)
            let wasFull = space == room
            room = left + left / 2 + 16
            guard result == -1 else {
                if isFlushing { return replacements }
                isFlushing = true
                continue
            }
            switch cause {
            case E2BIG where !wasFull:
                continue
            case EILSEQ where left > 0:
                text.appendReplacement()
                replacements += 1
                input = input.map { $0 + 1 }
                left -= 1
            default:
                // A character cut off at the end.
                text.appendReplacement()
                return replacements + 1
            }
        }
    }

    private static func open(_ name: String) -> iconv_t? {
        let descriptor = iconv_open("UTF-8", name)
        return descriptor == iconv_t(bitPattern: -1) ? nil : descriptor
    }
}
