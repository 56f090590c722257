@testable import MIME

extension Checks {
    /// Reads a mail whole: with the usual limits, with tight ones, and with its line ends changed.
    mutating func checkMail(_ bytes: [UInt8]) {
        let limits = Self.wideLimits(for: bytes)
        let message = Message(parsing: bytes, limits: limits)
        check(message, bytes, limits: limits)
        check(Message(parsing: bytes, limits: Self.tightLimits), bytes, limits: Self.tightLimits)
        let alone = Header(parsing: bytes)
        expectEqual(
            alone.fields.map(\.name), message.header.fields.map(\.name), "the header read alone has the same fields")
        checkLineEnds(of: message)
    }

    private mutating func check(_ message: Message, _ bytes: [UInt8], limits: Limits) {
        expect(message.bytes == bytes, "the bytes are kept")
        checkTree(message, limits: limits)
        for part in message.parts {
            check(part, of: message)
            check(message.header(of: part), limits: limits)
        }
        for field in message.header.fields {
            let place = field.offset..<field.offset + field.raw.count
            expect(
                place.upperBound <= bytes.count && Array(bytes[place]) == field.raw, "raw fields stand at their offset")
        }
        checkBody(of: message, limits: limits)
        checkFields(of: message, limits: limits)
        for headersOnly in [false, true] {
            var options = JMAPEmail.Options()
            options.file = "a"
            options.headersOnly = headersOnly
            let json = String(decoding: JMAPEmail(message, options).json, as: UTF8.self)
            expect(JSONSyntax.isValid(json), "the JMAP object is JSON")
            let mostBytes = 64 * bytes.count + 1_000 * message.parts.count + 4_000
            expect(json.utf8.count <= mostBytes, "the JMAP object is bounded: \(json.utf8.count) of \(bytes.count)")
        }
    }

    private mutating func checkBody(of message: Message, limits: Limits) {
        let body = message.body
        if let text = body.text {
            expect(!text.utf8.contains(0x0D), "the text's lines end with LF")
            expect(text.utf8.count - 2 * limits.parts <= limits.textBytes, "the text is bounded: \(text.utf8.count)")
        }
        if let html = body.html {
            expect(html.utf8.count - limits.parts <= limits.htmlBytes, "the HTML is bounded: \(html.utf8.count)")
        }
        expect(body.textPart.map { $0.type == "text/plain" } ?? true, "the text's part is plain text")
        expect(body.htmlPart.map { $0.type == "text/html" } ?? true, "the HTML's part is HTML")
        let files = message.attachments.map(\.index)
        expect(zip(files, files.dropFirst()).allSatisfy { $0 < $1 }, "files come in order, each once")
        expect(files.allSatisfy(message.parts.indices.contains), "files are parts")
        if let report = message.report { check(report, limits: limits) }
        _ = (message.hasFilesInTNEF, message.isEncrypted)
    }

    private mutating func check(_ report: MailReport, limits: Limits) {
        switch report {
        case .delivery(let report):
            expect(report.recipients.count <= limits.parts, "recipients are bounded")
            check(report.fields, limits: limits)
            _ = (report.reportingHost, report.receivedFrom, report.envelopeID, report.arrivalDate)
            for recipient in report.recipients {
                check(recipient.fields, limits: limits)
                _ = (recipient.originalRecipient, recipient.finalRecipient, recipient.action, recipient.status)
                _ = (recipient.remoteHost, recipient.diagnosis, recipient.lastAttempt, recipient.willRetryUntil)
            }
        case .disposition(let report):
            check(report.fields, limits: limits)
            _ = (report.reportingAgent, report.originalRecipient, report.finalRecipient, report.originalMessageID)
            _ = (report.disposition, report.errors)
        }
    }

    private mutating func checkFields(of message: Message, limits: Limits) {
        let lists = [
            message.from, message.sender, message.replyTo, message.to, message.cc, message.bcc, message.deliveredTo,
            message.originalTo, message.returnPath,
        ]
        for list in lists { expect(list.count <= limits.addresses, "addresses are bounded") }
        expect(message.references.count <= limits.references, "references are bounded")
        expectEqual(Set(message.references).count, message.references.count, "each reference once")
        _ = (message.subject, message.date, message.messageID, message.inReplyTo, message.autoSubmitted)
        _ = (message.listID, message.listUnsubscribe, message.unsubscribesInOneClick, message.signatures)
        if let results = message.authenticationResults(trusting: "mx.example") {
            expectEqual(results.host.lowercased(), "mx.example", "only the trusted host's results count")
        }
    }
}
