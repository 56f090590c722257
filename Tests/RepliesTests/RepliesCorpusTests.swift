import ContentRules
import Foundation
import MIME
import Replies
import Testing

@Suite("Reply corpus")
struct RepliesCorpusTests {
    struct Case {
        let name: String
        let mail: Message
        let sent: [SentMail]
        let accepted: [String]
        let decision: String
        let mustContain: [String]
        let mustNotContain: [String]

        var isConstructed: Bool { name.hasPrefix("constructed-") }

        init?(_ name: String, in root: String) {
            let folder = "\(root)/\(name)"
            guard let meta = Corpus.bytes("\(folder)/meta.json"),
                let values = try? JSONSerialization.jsonObject(with: Data(meta)) as? [String: Any]
            else { return nil }
            self.name = name
            let head = "From: agent@shop.example\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: "
            if let mail = Corpus.bytes("\(folder)/input.eml") {
                self.mail = Message(parsing: mail)
            } else if let text = Corpus.bytes("\(folder)/input.txt") {
                mail = Message(parsing: Array((head + "text/plain; charset=utf-8\r\n\r\n").utf8) + text)
            } else if let html = Corpus.bytes("\(folder)/input.html") {
                mail = Message(parsing: Array((head + "text/html; charset=utf-8\r\n\r\n").utf8) + html)
            } else {
                return nil
            }
            let text = Corpus.text("\(folder)/sent.txt")
            let html = Corpus.text("\(folder)/sent.html")
            sent = text == nil && html == nil ? [] : [SentMail(text: text, html: html)]
            accepted = Corpus.names(in: folder).filter { $0.hasPrefix("expected") }
                .compactMap { Corpus.text("\(folder)/\($0)") }
            decision = values["decision"] as? String ?? "relay"
            mustContain = values["must_contain"] as? [String] ?? []
            mustNotContain = values["must_not_contain"] as? [String] ?? []
        }
    }

    /// As the scorer compares: white space and invisible characters do not count.
    private func folded(_ text: String) -> String {
        text.precomposedStringWithCanonicalMapping.filter {
            !"\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}\u{AD}".contains($0)
        }
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test(
        "no leak, no loss, constructed cases all right, nine in ten exact",
        .enabled(if: Corpus.isThere("replies")), arguments: [true, false])
    func scores(withSent: Bool) {
        let root = Corpus.path("replies")
        var total = 0
        var right = 0
        var wrong: [String] = []
        for test in Corpus.names(in: root).compactMap({ Case($0, in: root) }) {
            let result = test.mail.reply(to: withSent ? test.sent : [])
            var facts = ContentFacts()
            facts.ownDomains = test.mail.from.mailboxes.prefix(1).map { $0.domain.lowercased() }
            let findings = ContentCheck(.common, facts).findings(in: result.text)
            let isHeld = result.decision != .relay || !findings.isEmpty
            let wantsHold = test.decision == "hold" || test.decision == "either" && isHeld
            let output = folded(result.text)
            let isRight = isHeld ? wantsHold : !wantsHold && test.accepted.contains { folded($0) == output }
            total += 1
            if isRight { right += 1 } else { wrong.append("\(test.name) \(result.decision)") }
            if test.isConstructed { #expect(isRight, "\(test.name): \(result)") }
            guard !isHeld else { continue }
            for text in test.mustContain {
                #expect(output.lowercased().contains(folded(text).lowercased()), "loss in \(test.name)")
            }
            for text in test.mustNotContain {
                #expect(!output.lowercased().contains(folded(text).lowercased()), "leak in \(test.name)")
            }
        }
        #expect(total >= 150)
        #expect(right * 100 >= total * 90, "\(right) of \(total); not exact: \(wrong)")
    }
}
