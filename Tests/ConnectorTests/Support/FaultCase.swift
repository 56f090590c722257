import Sandbox
import Testing

/// One failure of a marketplace while an answer is sent, and what must hold afterwards.
struct FaultCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// At the operation that sends.
    var effect: SandboxFault.Effect
    var moment = SandboxFault.Moment.before
    /// Whether the buyer sees the answer although the connector may not know.
    var isStored: Bool

    /// Every way that an answer can go wrong at the operation that sends it.
    static let all: [FaultCase] = [
        FaultCase(testDescription: "429 before", effect: .status(429), isStored: false),
        FaultCase(testDescription: "500 before", effect: .status(500), isStored: false),
        FaultCase(testDescription: "503 before", effect: .status(503), isStored: false),
        FaultCase(testDescription: "500 after", effect: .status(500), moment: .after, isStored: true),
        FaultCase(testDescription: "503 after", effect: .status(503), moment: .after, isStored: true),
        FaultCase(testDescription: "the connection drops before", effect: .drop, isStored: false),
        FaultCase(testDescription: "the connection drops after", effect: .drop, moment: .after, isStored: true),
        FaultCase(testDescription: "a page in HTML instead", effect: .garbled, isStored: false),
        FaultCase(testDescription: "half an answer", effect: .garbled, moment: .after, isStored: true),
        FaultCase(testDescription: "the tokens expire", effect: .expireTokens, isStored: true),
        FaultCase(testDescription: "a slow answer", effect: .slow, isStored: true),
    ]
}
