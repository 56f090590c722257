@testable import MIME

/// A mail to write, made of any bytes.
///
/// The input is cut at bytes FF, which no UTF-8 holds. The first byte of each piece says what the rest is, in which FE parts
/// one value from the next: `f` From, `S` Sender, `o` To, `c` Cc, `r` Reply-To, each as name FE address; `s` Subject,
/// `x` a further field as name FE value; `i` Message-ID, `n` In-Reply-To, `e` References; `d` the date as decimal seconds FE
/// minutes; `t` text, `l` the same as format=flowed, `h` HTML; `a` a file as type FE name FE Content-ID FE bytes.
struct FuzzedMail {
    private(set) var message = OutgoingMessage(
        from: Mailbox(address: "anna@shop.example"), subject: "", date: DateTime(secondsSinceEpoch: 1_000_000_000),
        messageID: "1@shop.example", text: "", boundarySeed: 1)

    init(_ input: [UInt8]) {
        for piece in input.split(separator: 0xFF).prefix(64) { read(piece) }
    }

    private mutating func read(_ piece: ArraySlice<UInt8>) {
        let values = piece.dropFirst().split(separator: 0xFE, omittingEmptySubsequences: false)
        func text(_ place: Int) -> String {
            place < values.count ? String(decoding: values[place], as: UTF8.self) : ""
        }
        let mailbox = Mailbox(name: text(0).isEmpty ? nil : text(0), address: text(1))
        switch piece.first {
        case UInt8(ascii: "f"): message.from = mailbox
        case UInt8(ascii: "S"): message.sender = mailbox
        case UInt8(ascii: "o"): message.to.append(mailbox)
        case UInt8(ascii: "c"): message.cc.append(mailbox)
        case UInt8(ascii: "r"): message.replyTo.append(mailbox)
        case UInt8(ascii: "s"): message.subject = text(0)
        case UInt8(ascii: "x"): message.fields.append((text(0), text(1)))
        case UInt8(ascii: "i"): message.messageID = text(0)
        case UInt8(ascii: "n"): message.inReplyTo.append(text(0))
        case UInt8(ascii: "e"): message.references.append(text(0))
        case UInt8(ascii: "d"):
            message.date = DateTime(secondsSinceEpoch: Int64(text(0)) ?? 0, offsetMinutes: Int(text(1)) ?? 0)
        case UInt8(ascii: "t"): (message.text, message.textFormat) = (text(0), .fixed)
        case UInt8(ascii: "l"): (message.text, message.textFormat) = (text(0), .flowed)
        case UInt8(ascii: "h"): message.html = text(0)
        case UInt8(ascii: "a"):
            message.attachments.append(
                .init(
                    name: text(1), type: text(0), bytes: values.count > 3 ? Array(values[3]) : [],
                    contentID: text(2).isEmpty ? nil : text(2)))
        default: break
        }
    }
}
