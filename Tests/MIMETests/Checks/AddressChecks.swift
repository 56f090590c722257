@testable import MIME

extension Checks {
    /// Reads `bytes` as the value of an address field, with usual and with tight limits.
    mutating func checkAddressValue(_ bytes: [UInt8]) {
        var field = Array("To: ".utf8)
        for byte in bytes {
            field.append(byte)
            // Line ends fold, so that all of the input is the value.
            if byte == 0x0A { field.append(0x20) }
        }
        for limits in [Self.wideLimits(for: bytes), Self.tightLimits] {
            let message = Message(parsing: field + Array("\nSubject: x\n\n".utf8), limits: limits)
            for list in message.header.all("to").map(\.addressList) {
                check(list, limits: limits)
                for mailbox in list.mailboxes {
                    checkOrigin(of: mailbox, in: field)
                    checkWriting(mailbox)
                }
            }
        }
    }

    /// Checks that no mailbox holds what would be more than one word of a mail server's language.
    mutating func check(_ list: AddressList, limits: Limits) {
        expect(list.mailboxes.count <= limits.addresses, "\(list.mailboxes.count) mailboxes")
        expect(list.addresses.count <= limits.addresses, "\(list.addresses.count) addresses")
        expectEqual(Set(list.defects).count, list.defects.count, "each defect once")
        for case .group(let name, _) in list.addresses {
            expect(Self.isFieldText(name), "a group's name: \(name.debugDescription)")
        }
        for mailbox in list.mailboxes {
            let hint = mailbox.address.debugDescription
            expect(!mailbox.address.hasControl, "an address without control characters: \(hint)")
            expect(mailbox.name.map { !$0.isEmpty && Self.isFieldText($0) } ?? true, "a name: \(mailbox.name ?? "")")
            if mailbox.localPart.utf8.first == UInt8(ascii: "\"") {
                expect(Self.isQuotedString(mailbox.localPart), "a quoted local part: \(hint)")
            } else {
                expect(!mailbox.localPart.utf8.contains(where: Self.isSpecial), "a local part of one word: \(hint)")
            }
            var domain = Array(mailbox.domain.utf8)
            if domain.first == UInt8(ascii: "[") { domain.removeAll { $0 == UInt8(ascii: ":") } }
            expect(!domain.contains(where: Self.isSpecial), "a domain of one word: \(hint)")
            if !mailbox.domain.isEmpty {
                let split = Mailbox(address: mailbox.address)
                expect(
                    split.localPart == mailbox.localPart && split.domain == mailbox.domain,
                    "an address splits where it was joined: \(hint)")
            }
        }
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x7F || "()<>@,;:\"".utf8.contains(byte)
    }

    private static func isQuotedString(_ text: String) -> Bool {
        var isEscaped = false
        for (index, byte) in text.utf8.enumerated().dropFirst() {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return index == text.utf8.count - 1
            }
        }
        return false
    }

    /// Checks that an address was written as such: its bytes stand in the field in this order, none was decoded.
    private mutating func checkOrigin(of mailbox: Mailbox, in field: [UInt8]) {
        guard field.withUnsafeBufferPointer({ String(validating: $0, as: UTF8.self) }) != nil else { return }
        var local = Array(mailbox.localPart.utf8)
        if local.first == UInt8(ascii: "\"") {
            local.removeAll { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        }
        for text in [local.filter { $0 != 0x20 }, Array(mailbox.domain.utf8)] {
            var rest = text[...]
            for byte in field where byte == rest.first { rest.removeFirst() }
            expect(rest.isEmpty, "decoded text is no address: \(mailbox.address.debugDescription)")
        }
    }

    /// Checks that a mailbox that can be written comes back.
    private mutating func checkWriting(_ mailbox: Mailbox) {
        var writer = HeaderWriter()
        do { try writer.write("To", mailboxes: [mailbox]) } catch { return }
        let field = Header(parsing: writer.output + [0x0D, 0x0A]).first("to")
        let text = String(decoding: writer.output, as: UTF8.self)
        guard let list = field?.addressList, let read = list.mailboxes.first, list.addresses.count == 1 else {
            expect(false, "a mailbox comes back as one: \(text)")
            return
        }
        expectEqual(list.defects, [], "a mailbox is written well: \(text)")
        expectEqual(Array(read.address.utf8), Array(mailbox.address.utf8), "an address comes back: \(text)")
        expectEqual(
            Self.trimmed(read.name), Self.trimmed(mailbox.name), "a name comes back: \(text)")
    }

    /// Without blanks at the ends, which no reader is bound to keep, and with blanks for tabs.
    static func trimmed(_ name: String?) -> [UInt8] {
        var bytes = (name ?? "").utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }[...]
        while bytes.first == 0x20 { bytes.removeFirst() }
        while bytes.last == 0x20 { bytes.removeLast() }
        return Array(bytes)
    }
}
