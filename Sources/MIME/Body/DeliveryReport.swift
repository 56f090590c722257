/// What a report says in fields: one block for the message and one per recipient (RFC 3464 §2), or a single block for a
/// disposition notification (RFC 8098 §3).
public struct MailReport: Sendable {
    public enum Kind: Sendable, Hashable { case delivery, disposition }

    public let kind: Kind
    /// Fields about the message as a whole.
    public let message: Header
    /// Fields per recipient; empty for a disposition notification.
    public let recipients: [Header]

    /// `failed`, `delayed`, `delivered`, `relayed` or `expanded` per recipient, in lower case (RFC 3464 §2.3.3).
    public var actions: [String] { recipients.compactMap { $0.first("action")?.parameters.value } }

    /// Enhanced status codes such as `5.1.1`, one per recipient that has one (RFC 3464 §2.3.4).
    public var statuses: [String] { recipients.compactMap { $0.first("status")?.parameters.value } }
}

extension Message {
    /// The fields of the first delivery status or disposition notification of this mail.
    public var report: MailReport? {
        for part in parts {
            switch part.type {
            case "message/delivery-status", "message/global-delivery-status":
                let blocks = headerBlocks(of: part)
                return MailReport(
                    kind: .delivery, message: blocks.first ?? Header(parsing: []), recipients: Array(blocks.dropFirst())
                )
            case "message/disposition-notification", "message/global-disposition-notification":
                return MailReport(
                    kind: .disposition, message: headerBlocks(of: part).first ?? Header(parsing: []), recipients: [])
            default:
                continue
            }
        }
        return nil
    }

    /// Reads content that consists of header blocks with blank lines between them; at most as many as there may be parts.
    private func headerBlocks(of part: Part) -> [Header] {
        let content = content(of: part)
        var blocks: [Header] = []
        content.withUnsafeBufferPointer { view in
            var scanner = HeaderScanner(view, limits: limits)
            var position = 0
            while position < view.count, blocks.count < limits.parts {
                let block = scanner.scan(from: position, to: view.count, isMessage: false)
                if !block.entries.isEmpty {
                    blocks.append(Header(source: content, entries: block.entries, limits: limits, eightBit: eightBit))
                }
                // A line that is no field ends the last block.
                guard block.bodyStart > position, block.bodyStart != block.end else { break }
                position = block.bodyStart
            }
        }
        return blocks
    }
}
