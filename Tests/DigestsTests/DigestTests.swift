import Testing

@testable import Digests

@Suite("Digests") struct DigestTests {
    @Test("SHA-256 of FIPS 180-4's examples")
    func sha() {
        #expect(hexadecimal(sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            hexadecimal(sha256("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("HMAC-SHA-256 of RFC 4231, case 2")
    func hmac() {
        let mac = hmacSHA256(key: "Jefe".utf8, message: "what do ya want for nothing?".utf8)
        #expect(hexadecimal(mac) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test(
        "base 32 of RFC 4648 §10, in lower case and without padding",
        arguments: [
            ("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"), ("fooba", "mzxw6ytb"),
            ("foobar", "mzxw6ytboi"),
        ])
    func base(input: String, expected: String) { #expect(base32(input.utf8) == expected) }

    @Test("two draws of random bytes differ")
    func random() { #expect(randomBytes(16) != randomBytes(16)) }
}
