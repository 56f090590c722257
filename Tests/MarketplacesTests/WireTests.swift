import Domain
import Testing
import Wire

@testable import Marketplaces

@Suite("Addresses and values of APIs") struct WireTests {
    @Test(
        "only plain digits and letters are taken for such: not one with a mark on it, nor one of another script",
        arguments: [
            ("5", true, false), ("Q", false, true), ("z", false, true), ("5\u{308}", false, false),
            ("Q\u{308}", false, false), ("z\u{308}", false, false), ("٥", false, false), ("É", false, false),
            ("-", false, false),
        ] as [(Character, Bool, Bool)])
    func plain(character: Character, isDigit: Bool, isLetter: Bool) {
        #expect(character.isASCIIDigit == isDigit && character.isASCIILetter == isLetter)
    }

    @Test("ids from outside stay in their place")
    func path() {
        let base = WebAddress("https://shop.example/api/")
        #expect(base.path("a/b", "..", "ü?").description == "https://shop.example/api/a%2Fb/%2E%2E/%C3%BC%3F")
        #expect(
            base.query("sort", "ts:desc").query("none", nil).query("e", "a,b").description
                == "https://shop.example/api?sort=ts%3Adesc&e=a%2Cb")
    }

    @Test(
        "the host of an address is read by its place, not by its looks",
        arguments: [
            ("https://sellercentral.amazon.de/messaging?x=1", "sellercentral.amazon.de"),
            ("HTTPS://Sellercentral.Amazon.DE:443/x", "sellercentral.amazon.de"),
            ("https://sellercentral.amazon.de.evil.example/x", "sellercentral.amazon.de.evil.example"),
            ("https://sellercentral.amazon.de@evil.example/x", nil), ("https://a\\@b.example/", nil),
            ("ftp://a.example", nil),
            ("https:///x", nil),
        ])
    func host(text: String, host: String?) { #expect(WebLink(text)?.host == host) }

    @Test("parameters of an address", arguments: [("cc", "12-3"), ("ss", "a"), ("c", nil)])
    func parameter(name: String, value: String?) {
        #expect(WebLink("https://a.example/x?ss=a&cc=12-3&amp")?.parameter(name).map(String.init) == value)
    }

    @Test(
        "base 64 of RFC 4648 §10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base(input: String, expected: String) { #expect(base64(Array(input.utf8)) == expected) }

    @Test(
        "amounts in major units become minor units",
        arguments: [
            ("54.93", 5493), ("5", 500), ("-0.5", -50), ("49.980", 4998), ("54.929999999999997", 5493), ("0.005", 1),
            ("1e3", nil), ("", nil), ("1,50", nil), (".5", nil),
        ] as [(String, Int64?)])
    func money(text: String, minor: Int64?) {
        #expect(Money(decimal: text, currency: "EUR")?.minorUnits == minor)
    }

    @Test(
        "domains compare by whole labels",
        arguments: [
            ("marketplace.amazon.de", true), ("a.b.Amazon.DE", true), ("amazon.de.", true),
            ("amazon.de.evil.example", false),
            ("xamazon.de", false), ("marketplace-amazon.de", false), ("de", false), ("amazon..de", false),
        ])
    func domains(name: String, isWithin: Bool) throws {
        let amazon = try #require(DomainName("amazon.de"))
        #expect((DomainName(name)?.isWithin(amazon) ?? false) == isWithin)
    }

    @Test("types of files are told from their bytes")
    func types() {
        #expect(mediaType(of: [0x89, 0x50, 0x4E, 0x47], name: "x.pdf") == "image/png")
        #expect(mediaType(of: Array("hello".utf8), name: "note.TXT") == "text/plain")
        #expect(mediaType(of: [1, 2, 3], name: "noending") == "application/octet-stream")
    }
}

@Suite("Texts that may be the same") struct ResemblanceTests {
    @Test(
        "half of the longer one's words are common",
        arguments: [
            ("Es kommt morgen.", "Es kommt morgen. (edited)", true), ("Rufen Sie 0123 an", "Rufen Sie *** an", true),
            ("Es kommt morgen.", "Vielen Dank für Ihre Geduld", false), ("a b c d", "a", false), ("", "", false),
            ("a a a a", "a b c d", false), ("Ja", "ja", false),
        ])
    func resembles(_ left: String, _ right: String, _ expected: Bool) {
        #expect(ComparableText(left).resembles(ComparableText(right)) == expected)
        #expect(ComparableText(right).resembles(ComparableText(left)) == expected)
    }
}
