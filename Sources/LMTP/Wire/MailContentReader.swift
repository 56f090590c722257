/// Reads what follows DATA up to the lone dot (RFC 5321 §4.5.2), and nothing behind it.
///
/// Only CR LF ends a line. At the first lone LF the reading ends: what follows is neither content nor command, so that no
/// peer can smuggle a second mail. So it does at a lone CR, unless that is told to be content like any other byte.
public struct MailContentReader: Sendable {
    public enum End: Sendable, Equatable {
        case complete([UInt8])
        case tooLarge
        case bareLineEnd
    }

    private enum Place { case lineStart, dot, dotCR, inLine, cr }

    private let limit: Int
    private let keepsLoneCR: Bool
    private var place = Place.lineStart
    private var content: [UInt8] = []
    private var length = 0

    /// - Parameter limit: In bytes; of a larger mail no more is kept.
    public init(limit: Int, keepsLoneCR: Bool = false) {
        self.limit = limit
        self.keepsLoneCR = keepsLoneCR
    }

    /// Nil while the end has not come.
    public mutating func read(_ input: inout LineBuffer) -> End? {
        while let byte = input.takeByte() {
            if keepsLoneCR, byte != 0x0A { passLoneCR() }
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
            keep(byte)
        }
        return nil
    }

    /// What comes next is no LF, so that a CR before it ends nothing.
    private mutating func passLoneCR() {
        if place == .dotCR { keep(0x0D) }
        if place == .dotCR || place == .cr { place = .inLine }
    }

    private mutating func keep(_ byte: UInt8) {
        length += 1
        if length <= limit { content.append(byte) } else { content = [] }
    }
}
