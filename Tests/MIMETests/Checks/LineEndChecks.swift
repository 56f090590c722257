@testable import MIME

extension Checks {
    /// Reads a mail whose lines end with LF again with CRLF: nothing may change but the line ends.
    mutating func checkLineEnds(of message: Message) {
        let bytes = message.bytes
        guard bytes.contains(0x0A), !bytes.contains(0x0D) else { return }
        // A decoded message may end its lines in ways of its own.
        guard !message.parts.contains(where: { $0.source > 0 }) else { return }
        let other = Message(parsing: Self.withCRLF(bytes))
        expectEqual(other.defects.map(\.kind), message.defects.map(\.kind), "CRLF: the same defects")
        expectEqual(other.parts.map(\.type), message.parts.map(\.type), "CRLF: the same types")
        guard other.parts.count == message.parts.count else { return }
        for (part, twin) in zip(message.parts, other.parts) {
            let name = "CRLF: part \(part.index)"
            expectEqual(twin.parent, part.parent, "\(name): parent")
            expectEqual(twin.coding, part.coding, "\(name): coding")
            expectEqual(twin.parameters, part.parameters, "\(name): parameters")
            expectEqual(twin.fileName, part.fileName, "\(name): file name")
            expectEqual(twin.contentID, part.contentID, "\(name): Content-ID")
            expectEqual(twin.isAttachment, part.isAttachment, "\(name): attachment")
            expectEqual(
                other.header(of: twin).fields.map { "\($0.name): \($0.text)" },
                message.header(of: part).fields.map { "\($0.name): \($0.text)" }, "\(name): fields")
            let same =
                other.content(of: twin).filter { $0 != 0x0D } == message.content(of: part).filter { $0 != 0x0D }
            expect(same, "\(name): content")
        }
    }

    static func withCRLF(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 16)
        for byte in bytes {
            if byte == 0x0A { output.append(0x0D) }
            output.append(byte)
        }
        return output
    }
}
