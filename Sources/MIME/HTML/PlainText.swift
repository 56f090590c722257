/// What a person would read of an HTML text, as lines that end with LF; neither the first nor the last line is blank.
///
/// Scripts, styles, the head, comments and elements with `display:none` are dropped; blocks and `br` break lines; list
/// items start with `- `, quoted lines with `> `; a link's URL follows in angle brackets unless the link shows it; images
/// give their `alt` text; white space is collapsed except in `pre`. Linear in the input.
/// - Parameters:
///   - html: as ``Swift/String/utf8Span`` gives it; nothing is copied.
///   - maximumInput: bytes behind this offset are ignored.
///   - maximumOutput: about so many bytes of text are made at most.
public func plainText(
    fromHTML html: UTF8Span, maximumInput: Int = 4 << 20, maximumOutput: Int = 2 << 20
) -> String {
    html.span.withUnsafeBufferPointer {
        var builder = PlainTextBuilder($0.prefix(characters: maximumInput))
        return builder.text(maximumOutput: maximumOutput, isValid: true)
    }
}

/// ``plainText(fromHTML:maximumInput:maximumOutput:)`` of a string.
public func plainText(
    fromHTML html: String, maximumInput: Int = 4 << 20, maximumOutput: Int = 2 << 20
) -> String {
    plainText(fromHTML: html.utf8Span, maximumInput: maximumInput, maximumOutput: maximumOutput)
}

/// ``plainText(fromHTML:maximumInput:maximumOutput:)`` of bytes that should be UTF-8; those that are not become U+FFFD.
public func plainText(
    fromHTML html: [UInt8], maximumInput: Int = 4 << 20, maximumOutput: Int = 2 << 20
) -> String {
    html.withUnsafeBufferPointer {
        var builder = PlainTextBuilder($0.prefix(characters: maximumInput))
        return builder.text(maximumOutput: maximumOutput, isValid: false)
    }
}

extension ByteView {
    /// At most the first `length` bytes, without a character that this would cut.
    fileprivate func prefix(characters length: Int) -> ByteView {
        guard length < count else { return self }
        let end = Swift.max(length, 0)
        let start = (Swift.max(end - 3, 0)...end).last { self[$0] & 0xC0 != 0x80 }
        return view(0..<(start ?? end))
    }
}
