@testable import MIME

/// What has to hold whatever the input is. Each `check…` reads an input in every way and notes what does not hold.
struct Checks {
    private(set) var failures: [String] = []

    /// Further ones say nothing new.
    private static let mostFailures = 12

    mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds, failures.count < Self.mostFailures { failures.append(what()) }
    }

    /// Notes that two values differ, with both.
    mutating func expectEqual<Value: Equatable>(_ value: Value, _ expected: Value, _ what: @autoclosure () -> String) {
        expect(value == expected, "\(what()): \(value) instead of \(expected)")
    }

    /// The usual limits, or none on bytes: these must not overflow.
    static func wideLimits(for bytes: [UInt8]) -> Limits {
        var limits = Limits()
        if bytes.count % 2 == 0 { return limits }
        limits.messageBytes = .max
        limits.headerBytes = .max
        limits.fieldBytes = .max
        limits.fieldTextBytes = .max
        limits.textBytes = .max
        limits.htmlBytes = .max
        return limits
    }

    /// Limits so low that small inputs hit all of them.
    static let tightLimits: Limits = {
        var limits = Limits()
        limits.messageBytes = 2_000
        limits.headerBytes = 300
        limits.fields = 6
        limits.fieldBytes = 90
        limits.fieldTextBytes = 40
        limits.depth = 4
        limits.encodedMessageDepth = 1
        limits.parts = 6
        limits.parameters = 3
        limits.addresses = 4
        limits.groupDepth = 1
        limits.references = 2
        limits.encodedWords = 2
        limits.textBytes = 50
        limits.htmlBytes = 60
        return limits
    }()
}

/// What is fuzzed, each with an input format of its own.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// A mail.
    case message
    /// A header block.
    case header
    /// The value of an address field.
    case addresses
    /// A charset's label, LF, bytes.
    case charset
    /// An HTML text.
    case html
    /// The values of a mail to write, see ``FuzzedMail``.
    case writer
    /// Bytes to encode, and to decode.
    case codings

    /// What does not hold for `input`; empty if all is well.
    func failures(for input: [UInt8]) -> [String] {
        var checks = Checks()
        switch self {
        case .message: checks.checkMail(input)
        case .header: checks.checkHeaderBlock(input)
        case .addresses: checks.checkAddressValue(input)
        case .charset: checks.checkCharset(input)
        case .html: checks.checkHTML(input)
        case .writer: checks.checkWriter(input)
        case .codings: checks.checkCodings(input)
        }
        return checks.failures
    }
}
