import Testing

@testable import IMAPClient

@Suite struct LoginTests {
    @Test(
        "capabilities told before the login do not count, those told with it or after it do",
        arguments: [
            (["* OK [CAPABILITY IMAP4rev1 X1] hi", "A001 OK", "A002 OK in"], nil),
            (["* OK hi", "* CAPABILITY IMAP4rev1 X1", "A001 OK", "A002 OK in"], nil),
            (["* CAPABILITY X1", "A001 OK", "+ ", "* CAPABILITY IMAP4rev1 X2", "A002 OK in"], "IMAP4REV1 X2"),
            (["* CAPABILITY X1", "A001 OK", "A002 OK [CAPABILITY IMAP4rev1 X3] in"], "IMAP4REV1 X3"),
            (["* PREAUTH [CAPABILITY X4] hi"], "X4"), ([], nil),
        ] as [([String], String?)])
    func capabilities(_ lines: [String], _ expected: String?) {
        #expect(LoginLines(lines).capabilities?.description == expected)
    }

    @Test("alerts are kept") func alerts() {
        #expect(LoginLines(["* OK [ALERT] read this", "A001 OK"]).alerts == ["read this"])
    }

    @Test("octets before the first answer of ours are dropped, wherever they are cut") func torn() {
        let stream = Array("STS\r\n* 3 FETCH (X {9}\r\nm10 OK no\r\nm1 OK yes\r\n* 5 EXISTS\r\n".utf8)
        for cut in 0...stream.count {
            var point = SyncPoint(tag: "m1")
            var found: [UInt8] = []
            for piece in [stream[..<cut], stream[cut...]] {
                if !found.isEmpty {
                    found += piece
                } else if case .found(let rest) = point.receive(Array(piece)) {
                    found = rest
                }
            }
            #expect(String(decoding: found, as: UTF8.self) == "m1 OK yes\r\n* 5 EXISTS\r\n")
        }
    }

    @Test("a server that never answers is given up") func lost() {
        var point = SyncPoint(tag: "m1", limit: 100)
        #expect(point.receive(Array(repeating: 0x61, count: 101)) == .lost)
    }
}
