import Domain

@testable import IMAPClient

extension Peer {
    private static let gmail =
        "IMAP4rev1 AUTH=PLAIN SASL-IR UNSELECT IDLE NAMESPACE QUOTA ID XLIST X-GM-EXT-1 UIDPLUS ENABLE MOVE LITERAL-"
    private static let exchange = "IMAP4 IMAP4rev1 AUTH=PLAIN SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE LITERAL+"

    static let all: [Peer] = [
        Peer("Gmail, with codes that nothing follows", before("SELECT", "* OK [HIGHESTMODSEQ 694968]\r\n"))
            .with { $0.capabilities = gmail },
        Peer("Gmail, whose session has expired") { command, connection, _ in
            command == "IDLE" && connection == 0
                ? .last("* BYE Session expired, please login again.\r\n") : .normal
        }.with { ($0.capabilities, $0.errors) = (gmail, [.network]) },
        Peer("Exchange, which closes without reason") { command, connection, _ in
            command == "IDLE" && connection == 0
                ? .last("+ IDLE accepted\r\n* BYE Connection is closed. 13\r\n") : .normal
        }.with { ($0.capabilities, $0.errors) = (exchange, [.network]) },
        Peer("Exchange, too busy to open a folder", once("SELECT", "TAG NO Server Unavailable. 15\r\n"))
            .with { ($0.capabilities, $0.errors) = (exchange, [.refused]) },
        Peer("Exchange, with a stand-in for a mail that it cannot render", before("NOOP", "")).with {
            $0.capabilities = exchange
            $0.mails[2] = standIn(for: 3)
            $0.missing = [UID(3): .unreadable(reason: "the server gave a stand-in")]
        },
        Peer("a sender who imitates a stand-in", before("NOOP", "")).with { $0.mails[2] = standIn(for: 4) },
        Peer("Exchange, without a row for one mail") { command, _, _ in
            guard command.contains("BODY.PEEK") else { return .normal }
            return command.hasPrefix("UID FETCH 4 ")
                ? .say("TAG OK FETCH completed.\r\n") : .rows { $0.filter { $0.uid != 4 } }
        }.with { ($0.capabilities, $0.missing) = (exchange, [UID(4): .unreadable(reason: "no row")]) },
        Peer("a mail that goes between SEARCH and FETCH") { command, _, state in
            if command.hasPrefix("UID SEARCH"), state.commands.contains(where: { $0.line.contains("BODY.PEEK") }) {
                return .rows { $0.filter { $0.uid != 4 } }
            }
            return command.contains("BODY.PEEK") ? .rows { $0.filter { $0.uid != 4 } } : .normal
        }.with { $0.missing = [UID(4): .vanished] },
        Peer("busy for a moment", once("UID SEARCH", "TAG NO [UNAVAILABLE] try again\r\n")).with {
            $0.errors = [.unavailable]
        },
        Peer("in use by another", once("UID FETCH", "TAG NO [INUSE] locked\r\n")).with { $0.errors = [.unavailable] },
        Peer("shrinking without a word", before("UID SEARCH", "* 9 EXISTS\r\n* 3 EXISTS\r\n"))
            .with { $0.errors = [.protocolViolation] },
        Peer("shrinking with a word", before("UID SEARCH", "* 6 EXISTS\r\n* 6 EXPUNGE\r\n* 5 EXISTS\r\n")),
        Peer("more mails than there can be", before("UID SEARCH", "* 4294967295 EXISTS\r\n")),
        Peer("more mails than a number can say", before("NOOP", "* 99999999999999999999 EXISTS\r\n")),
        Peer("talkative", before("UID SEARCH", String(repeating: "* OK still here\r\n", count: 20_000))),
        Peer("babbling", before("UID SEARCH", String(repeating: "* 1 FETCH (UID 1 FLAGS (\r\n", count: 40)))
            .with { $0.errors = [.protocolViolation] },
        Peer("with a line that never ends", before("UID SEARCH", "* OK " + String(repeating: "x", count: 300_000)))
            .with {
                $0.limits.line = 100_000
                $0.errors = [.tooLarge]
            },
        Peer("rows of mails that nobody asked for", before("UID FETCH", row(77, "foreign") + row(0, "none"))),
        Peer("each row twice") { command, _, _ in command.hasPrefix("UID FETCH") ? .rows { $0 + $0 } : .normal },
        Peer("rows and numbers from the last to the first") { command, _, _ in
            if command.hasPrefix("UID SEARCH") { return .say("* SEARCH 5 4 3 2 1\r\nTAG OK done\r\n") }
            return command.hasPrefix("UID FETCH") ? .rows { $0.reversed() } : .normal
        },
        Peer(
            "numbers in pieces, and some twice",
            once("UID SEARCH", "* SEARCH 2 4 4\r\n* SEARCH 1 3\r\n* SEARCH 5 2\r\nTAG OK\r\n")),
        Peer("UIDVALIDITY told again in the middle", before("UID SEARCH", "* OK [UIDVALIDITY 1] same\r\n")),
        Peer("UIDVALIDITY changed in the middle", before("UID SEARCH", "* OK [UIDVALIDITY 2] other\r\n"))
            .with { $0.errors = [.protocolViolation] },
        Peer("answers to nobody", before("NOOP", "zz1 OK what\r\nm999 NO what\r\n")),
        Peer("answers to nobody all the time", before("UID SEARCH", String(repeating: "zz1 OK what\r\n", count: 9)))
            .with { $0.errors = [.protocolViolation] },
    ]

    private static func row(_ uid: Int, _ text: String) -> String {
        "* 1 FETCH (UID \(uid) FLAGS () RFC822.SIZE \(text.utf8.count) BODY[] {\(text.utf8.count)}\r\n\(text))\r\n"
    }

    private static func standIn(for uid: Int) -> [UInt8] {
        Array(
            """
            From: Microsoft Exchange Server 2010\r
            Subject: Retrieval using the IMAP4 protocol failed for the following message: \(uid)\r
            \r
            The server couldn't retrieve the following message.\r

            """.utf8)
    }
}
