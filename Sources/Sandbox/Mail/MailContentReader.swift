/// Reads what follows DATA up to the lone dot (RFC 5321 §4.5.2), and nothing behind it.
///
/// Only CR LF ends a line: a lone CR or LF makes the mail refused, so that no peer can smuggle a second one.
struct MailContentReader: Sendable {
    enum End: Sendable, Equatable {
        case complete([UInt8])
        case tooLarge
        case bareLineEnd
    }

    private enum Place { case lineStart, dot, dotCR, inLine, cr }

    private let limit: Int
    private var place = Place.lineStart
    private var content: [UInt8] = []
    private var length = 0
    private var hasBareLineEnd = false

    init(limit: Int) { self.limit = limit }

    /// Nil while the end has not come.
    mutating func read(_ input: inout LineBuffer) -> End? {
        while let byte = input.takeByte() {
            switch (place, byte) {
            case (.lineStart, UInt8(ascii: ".")): place = .dot
            case (.dot, 0x0D): place = .dotCR
            case (.dotCR, 0x0A):
                if hasBareLineEnd { return .bareLineEnd }
                return length > limit ? .tooLarge : .complete(content)
            case (.dotCR, _):
                // The stuffed dot is dropped; a CR without LF follows.
                hasBareLineEnd = true
                store(0x0D)
                continueLine(with: byte)
            default: continueLine(with: byte)
            }
        }
        return nil
    }

    private mutating func continueLine(with byte: UInt8) {
        switch byte {
        case 0x0D:
            if place == .cr { hasBareLineEnd = true }
            place = .cr
        case 0x0A:
            if place != .cr { hasBareLineEnd = true }
            place = .lineStart
        default:
            if place == .cr { hasBareLineEnd = true }
            place = .inLine
        }
        store(byte)
    }

    private mutating func store(_ byte: UInt8) {
        length += 1
        if length <= limit { content.append(byte) }
    }
}
