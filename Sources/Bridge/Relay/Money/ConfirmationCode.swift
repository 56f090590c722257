import Digests
import Domain

/// The code that an agent repeats to move money: six signs, among them a letter and a digit, none of which looks like
/// another. Only its hash is kept, bound to one request and step.
struct ConfirmationCode: Sendable, Hashable {
    let text: String

    /// Without 0 and O, 1, I and L.
    private static let letters = Array("ABCDEFGHJKMNPQRSTUVWXYZ")
    private static let digits = Array("23456789")

    static let length = 6
    /// Bytes that ``init(random:)`` takes.
    static let randomBytes = 2 * length + 1

    static func random() -> ConfirmationCode { ConfirmationCode(random: Digests.randomBytes(randomBytes)) }

    /// - Parameter random: ``randomBytes`` bytes; about 10⁹ codes
    init(random: [UInt8]) {
        let all = Self.digits + Self.letters
        var bytes = random[...]
        let place = Int(bytes.popFirst() ?? 0) % Self.length
        text = String(
            (0..<Self.length).map { index in
                let signs = index == place ? Self.digits : index == (place + 1) % Self.length ? Self.letters : all
                let number = Int(bytes.popFirst() ?? 0) << 8 | Int(bytes.popFirst() ?? 0)
                return signs[number % signs.count]
            })
    }

    /// - Parameters:
    ///   - request: names the outbox entry for ever
    ///   - step: whose word it asks for
    func hash(for request: String, _ step: MoneyStep) -> String { Self.hash(text, request, step) }

    static func matches(_ typed: String, _ hash: String, for request: String, _ step: MoneyStep) -> Bool {
        constantTimeEqual(Array(Self.hash(typed, request, step).utf8), Array(hash.utf8))
    }

    private static func hash(_ code: String, _ request: String, _ step: MoneyStep) -> String {
        hexadecimal(sha256("money \(request) \(step.rawValue) \(code)".utf8))
    }
}
