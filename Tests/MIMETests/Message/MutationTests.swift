import MIME
import Testing

@Suite("Mutated mails")
struct MutationTests {
    static let samples: [[UInt8]] = [
        """
        Received: from a by b; Tue, 1 Jul 2025 10:52:37 +0200
        Authentication-Results: mx.example; dkim=pass (c) header.d=x; dmarc=pass header.from=x
        From: "A, B" <a@x.example>, G: c@d (e);
        To: =?utf-8?q?Verk=C3=A4ufer?= <v@x.example>
        Subject: =?utf-8?B?R3LDtg==?= =?utf-8?B?w59l?=
        References: <a@b> <c@d>
        Date: Tue, 1 Jul 2025 10:52:37 +0200 (CEST)
        Content-Type: multipart/mixed; boundary="a"; x*0*=utf-8''%C3; x*1=b

        --a
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes
        Content-Transfer-Encoding: quoted-printable

        Gr=C3=BC=C3=9Fe =
        > und
        --b
        Content-Type: text/html; charset=iso-2022-jp

        <p>\u{1B}$B%F\u{1B}(B &amp; <img src="cid:i"></p>
        --b--
        --a
        Content-Type: message/rfc822
        Content-Transfer-Encoding: base64

        U3ViamVjdDogaW4KQ29udGVudC1UeXBlOiB0ZXh0L2h0bWwKCjxwPng=
        --a
        Content-Disposition: attachment; filename*=utf-8''%C3%A4.txt
        Content-Type: text/plain; charset=utf-7

        +AOQ-
        begin 644 cat.txt
        #0V%T
        `
        end
        --a--
        """,
        "From: a@x\rSubject: b\r\rbody\r",
        "Content-Type: message/delivery-status\n\nA: b\n\nAction: failed\n",
    ].map { Array($0.utf8) }

    /// Everything that reads a message.
    private func use(_ message: Message) {
        for part in message.parts {
            for field in message.header(of: part).fields {
                _ = (
                    field.text, field.addressList, field.messageIDs, field.date, field.parameters,
                    field.authenticationResults, field.tags
                )
            }
            _ = (
                message.content(of: part), message.text(of: part), message.fileName(of: part), message.defects(of: part)
            )
            #expect(part.bodyRange.lowerBound >= part.headerRange.lowerBound)
            #expect(part.children.allSatisfy { message.parts[$0].parent == part.index && $0 > part.index })
        }
        _ = (message.body, message.attachments, message.report, message.authenticationResults(trusting: "mx.example"))
    }

    @Test("neither crash nor hang nor lose the header", arguments: [UInt64(1), 2, 3, 4])
    func mutations(seed: UInt64) {
        var generator = SeededRandom(seed: seed)
        let interesting = Array("\r\n:;=?-<>()\"@,[]\\ \t\0\u{1B}+&%*'".utf8) + [0x80, 0xC3, 0xFF]
        for round in 0..<400 {
            var bytes = Self.samples[Int.random(in: 0..<Self.samples.count, using: &generator)]
            if Bool.random(using: &generator) {
                bytes += Self.samples[0].suffix(Int.random(in: 0..<200, using: &generator))
            }
            for _ in 0..<Int.random(in: 1...12, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.insert(interesting[Int.random(in: 0..<interesting.count, using: &generator)], at: place)
                case 2: bytes.remove(at: place)
                case 3:
                    bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0..<60, using: &generator)))
                default:
                    let length = min(Int.random(in: 0..<60, using: &generator), bytes.count - place)
                    bytes.insert(
                        contentsOf: Array(bytes[place..<place + length]),
                        at: Int.random(in: 0...bytes.count, using: &generator))
                }
            }
            let message = Message(parsing: bytes)
            #expect(message.bytes == bytes, "seed \(seed), round \(round)")
            #expect(!message.parts.isEmpty, "seed \(seed), round \(round)")
            use(message)
        }
    }

    @Test("random bytes make a message", arguments: [UInt64(5), 6])
    func noise(seed: UInt64) {
        var generator = SeededRandom(seed: seed)
        for _ in 0..<300 {
            let count = Int.random(in: 0..<400, using: &generator)
            let narrow = Bool.random(using: &generator)
            let alphabet = Array("\r\n\r\n:;=-abc\" ?<>@()".utf8)
            use(
                Message(
                    parsing: (0..<count).map { _ in
                        narrow
                            ? alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                            : UInt8.random(in: 0...255, using: &generator)
                    }))
        }
    }
}
