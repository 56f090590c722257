/// Turns bytes of HTML into text: character references, line ends, NUL, letter case.
struct HTMLDecoder {
    enum Style {
        case text(HTMLTextMode)
        case attribute
        /// ASCII letters in lower case; nothing is decoded.
        case name
        /// Comments and identifiers: nothing is decoded.
        case literal
    }

    private(set) var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ input: ByteView, _ range: Range<Int>, as style: Style) {
        bytes.reserveCapacity(bytes.count + range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = input[index]
            index += 1
            switch byte {
            case 0x0D:
                bytes.append(0x0A)
                if index < range.upperBound, input[index] == 0x0A { index += 1 }
            case 0:
                if style.keepsNUL { bytes.append(0) } else { bytes.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
            case UInt8(ascii: "&") where style.decodesReferences:
                guard
                    let reference = HTMLReference(
                        input, at: index - 1, end: range.upperBound, inAttribute: style.isAttribute)
                else {
                    bytes.append(byte)
                    continue
                }
                reference.append(to: &bytes)
                index = reference.end
            default:
                bytes.append(style.isName ? byte.lowercased : byte)
            }
        }
    }
}

extension HTMLDecoder.Style {
    fileprivate var decodesReferences: Bool {
        switch self {
        case .text(.data), .text(.escapableRawText), .attribute: true
        default: false
        }
    }

    fileprivate var keepsNUL: Bool {
        switch self {
        case .text(.data), .text(.characterData): true
        default: false
        }
    }

    fileprivate var isAttribute: Bool { if case .attribute = self { true } else { false } }
    fileprivate var isName: Bool { if case .name = self { true } else { false } }
}
