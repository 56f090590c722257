@testable import MIME

extension Checks {
    /// Checks how the parts lie within one another.
    mutating func checkTree(_ message: Message, limits: Limits) {
        let parts = message.parts
        expect(!parts.isEmpty && parts.count <= max(1, limits.parts), "\(parts.count) parts")
        expect(parts.first?.parent == nil && parts.first?.source == 0, "the first part is the message")
        for (index, part) in parts.enumerated() {
            expectEqual(part.index, index, "a part knows its place")
            expect(part.depth <= limits.depth, "part \(index) is \(part.depth) deep")
            expect(part.headerRange.lowerBound >= 0, "part \(index) starts in its source")
            expect(
                part.headerRange.upperBound <= part.bodyRange.lowerBound, "part \(index): the body follows its header")
            if part.source == 0 {
                expect(part.bodyRange.upperBound <= message.bytes.count, "part \(index) ends in its source")
            }
            expect(part.children.allSatisfy { $0 > index && $0 < parts.count }, "parents precede their children")
            expect(
                zip(part.children, part.children.dropFirst()).allSatisfy { $0 < $1 },
                "children come in order, each once")
            for child in part.children where parts.indices.contains(child) {
                expectEqual(parts[child].parent, index, "a child knows its parent")
            }
            checkSiblings(part, parts)
            guard let parent = part.parent, parent < index, parent >= 0 else {
                expect(index == 0, "part \(index) has a parent before it")
                continue
            }
            expect(parts[parent].children.contains(index), "a parent knows its child")
            expectEqual(part.depth, parts[parent].depth + 1, "part \(index) is one level below its parent")
            checkNesting(part, in: parts[parent])
        }
    }

    private mutating func checkNesting(_ part: Part, in parent: Part) {
        if part.source == parent.source {
            expect(
                part.headerRange.lowerBound >= parent.bodyRange.lowerBound
                    && part.bodyRange.upperBound <= parent.bodyRange.upperBound,
                "part \(part.index) \(part.headerRange) \(part.bodyRange) lies in its parent's body \(parent.bodyRange)"
            )
        } else {
            expect(
                part.source > parent.source && parent.isMessage && parent.coding != .identity,
                "part \(part.index): only what was decoded has a source of its own")
        }
    }

    private mutating func checkSiblings(_ part: Part, _ parts: Parts) {
        for (left, right) in zip(part.children, part.children.dropFirst())
        where parts.indices.contains(left) && parts.indices.contains(right) {
            expect(
                parts[left].bodyRange.upperBound <= parts[right].headerRange.lowerBound,
                "parts \(left) and \(right) do not overlap")
        }
    }

    /// Checks what a part says of itself, and its content.
    mutating func check(_ part: Part, of message: Message) {
        let slash = part.type.split(separator: "/", omittingEmptySubsequences: false)
        expect(slash.count >= 2 && part.type == part.type.lowercased(), "a type: \(part.type)")
        let names = part.parameters.map(\.name)
        expectEqual(Set(names).count, names.count, "each parameter once")
        expect(part.contentID.map { !$0.isEmpty && !$0.hasControlOrBlank } ?? true, "a Content-ID without blanks")
        expect(part.fileName.map(Self.isFileName) ?? true, "a safe file name: \(part.fileName.debugDescription)")
        expect(
            Self.isFileName(message.fileName(of: part)), "a safe name: \(message.fileName(of: part).debugDescription)")

        let content = message.content(of: part)
        let mostBytes = Self.mostContentBytes(part.coding, part.bodyRange.count)
        expect(content.count <= mostBytes, "\(content.count) bytes of \(part.bodyRange.count) in \(part.coding)")
        for pieceSize in [1, 7, Int.max] {
            var pieces: [UInt8] = []
            message.decode(part, pieceSize: pieceSize) { pieces.append(contentsOf: $0) }
            expect(pieces == content, "pieces of \(pieceSize) bytes are the content")
        }
        let text = message.text(of: part)
        expect(
            text.utf8.count <= Self.mostTextBytes(content.count), "\(text.utf8.count) bytes of text of \(content.count)"
        )
        _ = message.defects(of: part)
    }

    /// The most bytes that `count` coded ones may stand for. A line of uuencode may have lost its trailing blanks, so that
    /// its length byte and line end may stand for 63 bytes.
    static func mostContentBytes(_ coding: TransferCoding, _ count: Int) -> Int {
        switch coding {
        case .identity, .quotedPrintable: count
        case .base64: count / 4 * 3 + 3
        case .uuencode: count * 32 + 63
        }
    }

    /// One path component that shows as what it is, of at most 120 bytes.
    private static func isFileName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 120 && name != "." && name != ".."
            && name.unicodeScalars.allSatisfy {
                switch $0.value {
                case 0..<0x20, 0x2F, 0x5C, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: false
                default: true
                }
            }
    }
}

extension String {
    /// Whether a control character of ASCII is in it.
    var hasControl: Bool { utf8.contains { $0 < 0x20 || $0 == 0x7F } }
    var hasControlOrBlank: Bool { utf8.contains { $0 <= 0x20 || $0 == 0x7F } }
}
