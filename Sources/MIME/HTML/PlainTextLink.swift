/// An open link: where it leads, and where its text starts.
struct PlainTextLink {
    /// In the input, with character references.
    var target: Range<Int>
    /// In the output.
    var textStart: Int

    /// A longer URL is a data URL or a mistake, nothing to read.
    static let longestURL = 2000

    /// Takes note that the output lost what is behind `length`.
    mutating func cut(to length: Int) { textStart = min(textStart, length) }
}

extension PlainTextLines {
    /// - Parameter target: in the input, with character references; empty for a link that leads nowhere.
    mutating func startLink(to target: Range<Int>) {
        if !target.isEmpty { link = PlainTextLink(target: target, textStart: output.count) }
    }

    /// Ends the open link: appends its URL in angle brackets, unless that leads nowhere outside of the mail or is what the
    /// text says.
    mutating func endLink(in input: ByteView) {
        guard let link else { return }
        self.link = nil
        let text = link.textStart..<output.count
        let before = line
        // The URL is written on trial, and then looked at where it stands.
        if !text.isEmpty, !line.isAtStart { line.hasPendingSpace = true }
        beginText()
        output.append(UInt8(ascii: "<"))
        let start = output.count
        output.appendURL(input, link.target)
        let url = output.view(start..<output.count)
        if url.count > PlainTextLink.longestURL || url.leadsNowhere || url.isSameURL(as: output.view(text)) {
            output.truncate(to: text.upperBound)
            line = before
        } else {
            output.append(UInt8(ascii: ">"))
        }
    }
}

extension TextBuffer {
    /// Appends a link's target without white space, control characters and angle brackets.
    fileprivate mutating func appendURL(_ input: ByteView, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = input[index]
            if byte == UInt8(ascii: "&") {
                if let reference = HTMLReference(input, at: index, end: range.upperBound, .attribute) {
                    if !reference.first.isLeftOutOfURLs { reference.append(to: &self) }
                    index = reference.end
                } else {
                    append(byte)
                    index += 1
                }
            } else if UInt32(byte).isLeftOutOfURLs {
                index += 1
            } else {
                index = appendTarget(input, index..<range.upperBound)
            }
        }
    }
}

extension UInt32 {
    fileprivate var isLeftOutOfURLs: Bool {
        self <= 0x20 || self == 0x7F || self == UInt8(ascii: "<") || self == UInt8(ascii: ">")
    }
}

/// A URL without what is left out of it.
extension ByteView {
    /// Whether this is empty, a place in the mail, a script or a scheme without more.
    fileprivate var leadsNowhere: Bool {
        guard let first else { return true }
        return switch first.lowercased {
        case UInt8(ascii: "#"): true
        case UInt8(ascii: "j"): starts(with: "javascript:", at: 0)
        case UInt8(ascii: "c"): starts(with: "cid:", at: 0)
        case UInt8(ascii: "a"): starts(with: "about:", at: 0)
        default: count <= longestURLScheme && count == schemeLength
        }
    }

    /// Whether `text` says the same but for white space, scheme, a closing slash and the case of letters.
    ///
    /// Compares from the end on, where most texts differ at once.
    fileprivate func isSameURL(as text: ByteView) -> Bool {
        let end = last == UInt8(ascii: "/") ? count - 1 : count
        var shown = text.count
        if text.byte(before: &shown) != UInt8(ascii: "/") { shown = text.count }
        var shownStart = shown
        guard end == 0 || text.byte(before: &shownStart) == self[end - 1].lowercased else { return false }
        for byte in view(0..<end).dropFirst(schemeLength).reversed() {
            guard text.byte(before: &shown) == byte.lowercased else { return false }
        }
        return text.view(0..<shown).isSchemeOrEmpty
    }

    /// The last byte before `index` that is no white space, in lower case, and where it stands; nil if there is none.
    @inline(__always)
    private func byte(before index: inout Int) -> UInt8? {
        while index > 0 {
            index -= 1
            if self[index] > 0x20 { return self[index].lowercased }
        }
        return nil
    }

    private var schemeLength: Int {
        for scheme in urlSchemes where starts(with: scheme, at: 0) { return scheme.utf8CodeUnitCount }
        return 0
    }

    private var isSchemeOrEmpty: Bool {
        let rest = filter { $0 > 0x20 }
        return rest.isEmpty || rest.withUnsafeBufferPointer { $0.schemeLength == $0.count }
    }
}

private let urlSchemes: [StaticString] = ["https://", "http://", "mailto:", "tel:"]
private let longestURLScheme = 8
