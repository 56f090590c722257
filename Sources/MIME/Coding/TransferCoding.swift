/// How a part's bytes are written in the mail (RFC 2045 §6).
public enum TransferCoding: Sendable, Hashable {
    /// 7bit, 8bit, binary, and whatever is not known.
    case identity
    case quotedPrintable
    case base64
    case uuencode

    /// The coding that `token` names, whatever its case; nil if nobody knows it.
    init?(token: ByteView) {
        guard !token.isEmpty else {
            self = .identity
            return
        }
        guard let known = Self.tokens.first(where: { token.equalsFolded($0.token) }) else { return nil }
        self = known.coding
    }

    private static let tokens: [(token: StaticString, coding: TransferCoding)] = [
        ("quoted-printable", .quotedPrintable), ("base64", .base64), ("7bit", .identity), ("8bit", .identity),
        ("binary", .identity), ("x-uuencode", .uuencode), ("uuencode", .uuencode), ("x-uue", .uuencode),
        ("uue", .uuencode), ("x-uu", .uuencode), ("qp", .quotedPrintable), ("quotedprintable", .quotedPrintable),
        ("base-64", .base64), ("b64", .base64),
    ]

    /// The most bytes that `bytes` stand for.
    func room(for bytes: ByteView) -> Int {
        switch self {
        case .identity, .quotedPrintable: bytes.count
        case .base64: Base64.room(for: bytes.count)
        case .uuencode: UUEncode.room(for: bytes)
        }
    }

    /// Writes the decoded `bytes` to `output`, which has ``room(for:)`` them and the slack of a ``ByteBuffer``. Returns how
    /// many they are, and what was wrong with them, if anything was.
    private func decode(
        _ bytes: ByteView, into output: UnsafeMutablePointer<UInt8>
    ) -> (count: Int, defect: Defect.Kind?) {
        switch self {
        case .identity:
            if let source = bytes.baseAddress { output.update(from: source, count: bytes.count) }
            return (bytes.count, nil)
        case .quotedPrintable:
            let (count, isClean) = QuotedPrintable.decode(bytes, into: output)
            return (count, isClean ? nil : .malformedQuotedPrintable)
        case .base64:
            let (count, isClean) = Base64.decode(bytes, into: output)
            return (count, isClean ? nil : .malformedBase64)
        case .uuencode:
            let (count, isClean) = UUEncode.decode(bytes, into: output)
            return (count, isClean ? nil : .malformedUUEncode)
        }
    }

    /// The decoded `bytes`, and what was wrong with them, if anything was.
    func decoded(_ bytes: ByteView) -> (bytes: [UInt8], defect: Defect.Kind?) {
        var defect: Defect.Kind?
        let room = room(for: bytes) + ByteBuffer.slack
        let decoded = [UInt8](unsafeUninitializedCapacity: room) { memory, count in
            guard let start = memory.baseAddress else { return }
            (count, defect) = decode(bytes, into: start)
        }
        return (decoded, defect)
    }

    /// Calls `body` with the decoded `bytes`, which lie in memory for no longer than that.
    func withDecoded<Result>(_ bytes: ByteView, _ body: (ByteView) -> Result) -> Result {
        if self == .identity { return body(bytes) }
        return withUnsafeTemporaryAllocation(
            byteCount: room(for: bytes) + ByteBuffer.slack, alignment: 16
        ) { memory in
            guard let start = memory.baseAddress else { return body(ByteView(start: nil, count: 0)) }
            let output = start.bindMemory(to: UInt8.self, capacity: memory.count)
            return body(ByteView(start: output, count: decode(bytes, into: output).count))
        }
    }
}
