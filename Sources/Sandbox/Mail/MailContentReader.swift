/// Reads what follows DATA up to the lone dot (RFC 5321 §4.5.2), and nothing behind it.
///
/// Only CR LF ends a line. At the first lone CR or LF the reading ends: what follows is neither content nor command, so
/// that no peer can smuggle a second mail.
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

    init(limit: Int) { self.limit = limit }

    /// Nil while the end has not come.
    mutating func read(_ input: inout LineBuffer) -> End? {
        while let byte = input.takeByte() {
            switch (place, byte) {
            case (.lineStart, UInt8(ascii: ".")):
                // Either the end, or a stuffed dot that is dropped.
                place = .dot
                continue
            case (.dot, 0x0D):
                place = .dotCR
                continue
            case (.dotCR, 0x0A): return length > limit ? .tooLarge : .complete(content)
            case (.cr, 0x0A): place = .lineStart
            case (.cr, _), (.dotCR, _), (_, 0x0A): return .bareLineEnd
            case (_, 0x0D): place = .cr
            default: place = .inLine
            }
            length += 1
            if length <= limit { content.append(byte) }
        }
        return nil
    }
}
