/// Turns bytes of HTML into text: character references, line ends, NUL, letter case.
struct HTMLDecoder: ~Copyable {
    enum Style {
        case text(HTMLTextMode)
        case attribute
        /// ASCII letters in lower case; nothing is decoded.
        case name
        /// Comments and identifiers: nothing is decoded.
        case literal
    }

    private let style: Style
    private let references: HTMLReference.Place?
    private var output: TextBuffer

    static func text(_ input: ByteView, _ range: Range<Int>, as style: Style) -> String {
        let isPlain =
            if case .name = style { false } else {
                !input.view(range).contains { $0 == 0 || $0 == 0x0D || $0 == UInt8(ascii: "&") }
            }
        if isPlain { return String(decoding: input.view(range), as: UTF8.self) }
        var decoder = HTMLDecoder(style, size: range.count)
        decoder.append(input, range)
        return decoder.output.text(isValid: false)
    }

    private init(_ style: Style, size: Int) {
        self.style = style
        references =
            switch style {
            case .text(let mode): mode.decodesReferences ? .text : nil
            case .attribute: .attribute
            case .name, .literal: nil
            }
        output = TextBuffer(capacity: size)
    }

    private mutating func append(_ input: ByteView, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = input[index]
            index += 1
            switch byte {
            case 0x0D:
                output.append(0x0A)
                if index < range.upperBound, input[index] == 0x0A { index += 1 }
            case 0: output.append(style.keepsNUL ? "\0" : "\u{FFFD}" as Unicode.Scalar)
            case UInt8(ascii: "&"):
                if let references,
                    let reference = HTMLReference(input, at: index - 1, end: range.upperBound, references)
                {
                    reference.append(to: &output)
                    index = reference.end
                } else {
                    output.append(byte)
                }
            default:
                output.append(style.isName ? byte.lowercased : byte)
            }
        }
    }
}

extension HTMLDecoder.Style {
    fileprivate var keepsNUL: Bool {
        switch self {
        case .text(.data), .text(.characterData): true
        default: false
        }
    }

    fileprivate var isName: Bool { if case .name = self { true } else { false } }
}
