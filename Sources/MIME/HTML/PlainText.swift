/// What a person would read of an HTML text, as lines that end with LF; neither the first nor the last line is blank.
///
/// Scripts, styles, the head, comments and elements with `display:none` are dropped; blocks and `br` break lines; list
/// items start with `- `, quoted lines with `> `; a link's URL follows in angle brackets unless the link shows it; images
/// give their `alt` text; white space is collapsed except in `pre`. Linear in the input.
/// - Parameters:
///   - bytes: UTF-8; bytes that are not become U+FFFD.
///   - maximumInput: bytes behind this offset are ignored.
///   - maximumOutput: about so many bytes of text are made at most.
public func plainText(
    fromHTML bytes: [UInt8], maximumInput: Int = 4 << 20, maximumOutput: Int = 2 << 20
) -> String {
    bytes.withUnsafeBufferPointer { all in
        let input = UnsafeBufferPointer(rebasing: all[..<min(all.count, max(0, maximumInput))])
        var builder = PlainTextBuilder()
        var scanner = HTMLScanner()
        while builder.count < maximumOutput, let lexeme = scanner.next(in: input) { builder.receive(lexeme, in: input) }
        return builder.finish()
    }
}

/// ``plainText(fromHTML:maximumInput:maximumOutput:)`` of a string.
public func plainText(fromHTML text: String) -> String { plainText(fromHTML: Array(text.utf8)) }
