/// What a mail tells in fields about another mail (RFC 6522).
public enum MailReport: Sendable {
    case delivery(DeliveryReport)
    case disposition(DispositionReport)
}

extension Message {
    /// The first delivery status or disposition notification of this mail.
    public var report: MailReport? {
        for part in parts {
            switch part.node.media {
            case .deliveryStatus, .globalDeliveryStatus:
                return .delivery(DeliveryReport(fieldBlocks(of: part)))
            case .dispositionNotification, .globalDispositionNotification:
                return .disposition(DispositionReport(fields: fieldBlocks(of: part).first ?? Header(parsing: [])))
            default:
                continue
            }
        }
        return nil
    }

    /// Reads content that consists of header blocks with blank lines between them; at most as many as there may be parts.
    private func fieldBlocks(of part: Part) -> [Header] {
        let content = content(of: part)
        var found = HeaderFindings()
        var ranges: [Range<Int>] = []
        content.withUnsafeBufferPointer { view in
            let scanner = HeaderScanner(view.view(0..<limits.messageBytes), limits: limits)
            var position = 0
            while position < scanner.bytes.count, ranges.count < limits.parts {
                let block = scanner.scan(from: position, to: scanner.bytes.count, isMessage: false, into: &found)
                if !block.fields.isEmpty { ranges.append(block.fields) }
                // A line that is no field ends the last block.
                guard block.bodyStart > position, block.bodyStart != block.end else { break }
                position = block.bodyStart
            }
        }
        let store = MessageStore(sources: [content], fields: found.fields, limits: limits, fallback: store.eightBit)
        return ranges.map { Header(store, source: 0, range: $0) }
    }
}
