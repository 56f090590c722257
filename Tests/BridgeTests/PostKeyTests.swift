import Testing

@testable import Bridge

@Suite struct PostKeyTests {
    private let key = "abcdefghijklmnopqrstuvwxy2"

    @Test("the keys of posts are found wherever their names stand")
    func found() {
        let other = "zyxwvutsrqponmlkjihgfedcb7"
        let mail = "In-Reply-To: <mbp-\(key)@a.example>\r\n\r\nMessage-ID: <mbp-\(other)@a>\r\nmbp-\(key)@a.example"
        #expect(PostKey.replyKeys(in: Array(mail.utf8)) == [key, other])
    }

    @Test(
        "what only looks like a key is none",
        arguments: [
            "", "mbp-", "mbp-abc@x", "mb-abcdefghijklmnopqrstuvwxy2@x", "mbp-ABCDEFGHIJKLMNOPQRSTUVWXY2@x",
            "mbp-abcdefghijklmnopqrstuvwxy1@x",
        ]
    )
    func notFound(text: String) {
        #expect(PostKey.replyKeys(in: Array(text.utf8)).isEmpty)
    }

    @Test("a key directly after a false start is found")
    func falseStart() {
        #expect(PostKey.replyKeys(in: Array("mbp-mbp-\(key)".utf8)) == [key])
        #expect(PostKey.replyKeys(in: Array("mbmbp-\(key)".utf8)) == [key])
    }

    @Test("a mail full of keys yields sixteen")
    func bounded() {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let mail = letters.map { "mbp-\(String(repeating: $0, count: PostKey.length))@x " }.joined()
        #expect(PostKey.replyKeys(in: Array(mail.utf8)).count == 16)
    }
}
