import Domain

@testable import Marketplaces

/// What has to hold for the small readers of what interfaces say.
struct ValueChecks {
    private(set) var failures: [String] = []

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { failures.append(what()) }
    }

    mutating func check(_ bytes: [UInt8]) {
        checkXML(bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        checkText(text)
        for line in text.split(separator: "\n").prefix(20) { checkLine(String(line)) }
    }

    private mutating func checkXML(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(XMLError) {
            let reader = try XMLReader(bytes)
            var open: [String] = []
            for event in reader.events {
                switch event {
                case .start(let name): open.append(name)
                case .end(let name, let text):
                    expect(open.popLast() == name, "tags are closed in order")
                    expect(text.utf8.count <= 2 * bytes.count + 3, "no more text than there is")
                }
            }
            expect(open.isEmpty && !reader.events.isEmpty, "every tag is closed")
        } catch {
            expect((0...2 * bytes.count).contains(error.offset), "a mistake lies in the text: \(error)")
        }
        // What is written is read again, without what XML cannot say.
        let written = XMLElement("a", [XMLElement("b", text: text, attribute: ("c", text))]).description
        guard let events = try? XMLReader(Array(written.utf8)).events, events.count == 4 else {
            expect(false, "what is written is read again")
            return
        }
        let isSaid = { (scalar: Unicode.Scalar) in
            scalar == "\n" || scalar == "\t" || scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        }
        let expected = String(String.UnicodeScalarView(text.unicodeScalars.filter(isSaid)))
        expect(events[2] == .end("b", text: expected), "the text is what was written")
    }

    private mutating func checkText(_ text: String) {
        let clean = withoutAddresses(text)
        expect(withoutAddresses(clean) == clean, "addresses are taken out at once: \(clean.debugDescription)")
        expect(clean.utf8.count <= 3 * text.utf8.count + 9, "no more than there was")
        let fault = PostFault(text)
        expect(fault.words.utf8.count <= text.utf8.count, "words are some of the reason's")
        for link in text.webLinks {
            expect(text.contains(link.text), "\(link.text) stands in the text")
            expect(!link.host.isEmpty && !link.host.contains("@"), "\(link.host) is a host")
        }
        expect(text.boundedUTF8(10).utf8.count <= 10, "a text is cut")
        expect(
            mediaType(of: Array(text.utf8), name: text).utf8.allSatisfy { (0x21...0x7E).contains($0) },
            "a type is ASCII")
    }

    private mutating func checkLine(_ line: String) {
        if let amount = Money(decimal: line, currency: "EUR") {
            expect(Money(decimal: amount.decimal, currency: "EUR") == amount, "\(line) is \(amount)")
        }
        if let code = countryCode(line) { expect(code.utf8.count == 2, "\(code) is a country") }
        // No part of an address leaves its place.
        let address = WebAddress("https://api.example/v2").path("a", line).query("q", line).description
        expect(address.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "\(address) is ASCII")
        expect(address.hasPrefix("https://api.example/v2/a/"), "\(address) stays where it is")
        expect(address.split(separator: "/", omittingEmptySubsequences: false).count == 6, "\(address) has its parts")
        expect(!address.contains("/../") && !address.contains("/./"), "\(address) does not climb")
        let hosts = PeerHosts(api: "https://api.example/v2", domains: ["files.example"])
        guard let known = hosts.address(line)?.description else { return }
        expect(known == line, "\(line) is asked as it is")
        let rest = line.lowercased().dropFirst("https://".utf8.count)
        let host = rest.prefix { !"/?#:\\@".contains($0) }
        let isOwn = host == "api.example" || host == "files.example" || host.hasSuffix(".files.example")
        expect(line.lowercased().hasPrefix("https://") && isOwn, "\(line) leads to \(host)")
        let authority = rest.prefix { !"/?#".contains($0) }
        expect(authority == host || authority == "\(host):443", "\(authority) is \(host)")
    }
}
