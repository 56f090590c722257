/// An enhanced status code `class.subject.detail` (RFC 3463 §2).
public struct StatusCode: Sendable, Hashable, CustomStringConvertible {
    public enum Class: Int, Sendable, Hashable {
        case success = 2
        case temporary = 4
        case permanent = 5
    }

    public let statusClass: Class
    /// 0...999
    public let subject: Int
    /// 0...999
    public let detail: Int

    public init(_ statusClass: Class, _ subject: Int, _ detail: Int) {
        self.statusClass = statusClass
        self.subject = subject
        self.detail = detail
    }

    /// Reads a code at the start of `text`; comments may follow.
    public init?(_ text: some StringProtocol) {
        let code = text.utf8.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
        let pieces = code.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces.allSatisfy({ (1...3).contains($0.count) }) else { return nil }
        let numbers = pieces.map { $0.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        guard let statusClass = Class(rawValue: numbers[0]) else { return nil }
        self.init(statusClass, numbers[1], numbers[2])
    }

    public var description: String { "\(statusClass.rawValue).\(subject).\(detail)" }
}
