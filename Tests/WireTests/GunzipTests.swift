import Testing

@testable import Wire

@Suite("gzip files") struct GunzipTests {
    /// As other software wrote them.
    private static let files: [(name: String, file: String, content: String)] = [
        (
            "fixed codes",
            "1f8b0800000000000203cb48cdc9c957c8402701e3513d8d17000000",
            "hello hello hello hello"
        ),
        (
            "codes of its own",
            "1f8b08000000000002030d8db911003008c35661355e6360ff3a2954a8d029285eeca1513b25625ba4311ee382d539f3"
                + "a3e66936177bf8b0bd4cbd23073709014b08468d26677dbfd276629869d6d35667704d1c4cc953ec6ffe5053cd281a48"
                + "a6af5695e30146332b7696000000",
            "di cfihjibiahe ddkh  hgjcdjc gkajlbcliaelaehikgklggklihcfbachdejgljeg gif igidfjaeijkckf iibkjdjieebbhjhbflbgcaeglgbaiilagkif e daeabbi adgeieckafffcg"
        ),
        (
            "stored",
            "1f8b0800000000000403010800f7ff6173206974206973b3244e9608000000",
            "as it is"
        ),
        (
            "a file name",
            "1f8b08080000000002ff6e616d652e786d6c002bcf2cc9504854c84bcc4d05008c9b9e8d0b000000",
            "with a name"
        ),
        (
            "extra field, comment and checksum",
            "1f8b081600000000000302000909636f6d6d656e74000000aba800020078e7d14205000000",
            "xxxxx"
        ),
        (
            "two members",
            "1f8b0800000000000203cbcf4b5500004961ac23040000001f8b08000000000002032b29cf0700668aca1103000000",
            "one two"
        ),
        (
            "nothing",
            "1f8b080000000000020303000000000000000000",
            ""
        ),
    ]

    /// 30 times the same words, which begin and end otherwise.
    private static let long = bytes(
        "1f8b0800000000000203b3094a2d2ecd29b173cc4daccacf53c82f4a492d52303630d23534323631353387d10a87971c"
            + "de76788fc2a8ba5175a3ea46d50db43a1b7d68c10500bf3c14abc1040000")

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = Array(hexadecimal)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }

    @Test("are unpacked, whatever way they were packed in", arguments: files)
    func unpacked(name: String, file: String, content: String) throws {
        #expect(try gunzipped(Self.bytes(file), limit: 1000) == Array(content.utf8))
    }

    @Test("are unpacked up to the limit and no byte further")
    func limit() throws {
        let words = "<Result>" + String(repeating: "Amazon order 302-1234567-1234567 äöü ", count: 30) + "</Result>"
        #expect(try gunzipped(Self.long, limit: words.utf8.count) == Array(words.utf8))
        #expect(throws: GzipError.self) { try gunzipped(Self.long, limit: words.utf8.count - 1) }
        #expect(throws: GzipError.self) { try gunzipped(Self.bytes(Self.files[2].file), limit: 7) }
    }

    @Test("are refused when a byte is missing or changed, and trap nowhere", arguments: files)
    func broken(name: String, file: String, content: String) {
        let bytes = Self.bytes(file)
        for count in 0..<bytes.count {
            // A file of two members may end behind the first.
            if let shorter = try? gunzipped(Array(bytes[..<count]), limit: 1000) {
                #expect(shorter == Array("one ".utf8))
            }
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                // Bits of the header that say nothing, or unused ones, may be any.
                if let same = try? gunzipped(changed, limit: 1000) { #expect(same == Array(content.utf8)) }
            }
        }
    }

    @Test("have the checksum of ISO 3309")
    func checksum() {
        #expect(crc32("123456789".utf8) == 0xCBF4_3926)
    }
}
