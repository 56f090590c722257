import Testing

@testable import MIME

@Suite("Parameters") struct ParameterTextTests {
    @Test(
        "file names get RFC 2231 and an ASCII likeness, unless they are plain",
        arguments: [
            ("a b.pdf", ["filename=\"a b.pdf\""]),
            ("Größe \"x\".pdf", ["filename*=utf-8''Gr%C3%B6%C3%9Fe%20%22x%22.pdf", "filename=\"Gr_e _x_.pdf\""]),
            ("100%.pdf", ["filename*=utf-8''100%25.pdf", "filename=\"100_.pdf\""]),
            ("a/b\\c", ["filename*=utf-8''a%2Fb%5Cc", "filename=\"a_b_c\""]),
            (" a", ["filename*=utf-8''%20a", "filename=\" a\""]),
            ("=?x", ["filename*=utf-8''%3D%3Fx", "filename=\"_?x\""]),
            // Nothing of the name is ASCII: a likeness that people can click on.
            ("見積書.pdf", ["filename*=utf-8''%E8%A6%8B%E7%A9%8D%E6%9B%B8.pdf", "filename=\"attachment.pdf\""]),
            ("見積書", ["filename*=utf-8''%E8%A6%8B%E7%A9%8D%E6%9B%B8", "filename=\"attachment\""]),
            ("ф.док", ["filename*=utf-8''%D1%84.%D0%B4%D0%BE%D0%BA", "filename=\"attachment\""]),
        ])
    func names(name: String, written: [String]) {
        #expect(ParameterText.parameters("filename", name) == written)
    }

    @Test("a long value is cut into numbered pieces, never within a character")
    func long() {
        let pieces = ParameterText.parameters("filename", String(repeating: "ü", count: 60) + "x.jpeg")
        #expect(pieces.last == "filename=\"_x.jpeg\"")
        #expect(pieces[0].hasPrefix("filename*0*=utf-8''%C3%BC") && pieces[1].hasPrefix("filename*1*=%C3%BC"))
        for piece in pieces.dropLast() {
            #expect(
                piece.utf8.count <= 74 && piece.hasSuffix(pieces.count == 1 ? "" : "%BC") || piece.hasSuffix(".jpeg"))
        }
        let plain = ParameterText.parameters("name", String(repeating: "a b", count: 40) + ".tar.gz")
        #expect(plain.last == "name=\"\(String(repeating: "a b", count: 19)).gz\"")
        #expect(plain.dropLast().allSatisfy { $0.hasPrefix("name*") && $0.utf8.count <= 74 })
    }

    @Test("the longest name that is allowed takes fewer parameters than readers keep")
    func longest() {
        let name = String(repeating: "\u{1F44D}", count: WriteLimits.fileName / 4)
        #expect(ParameterText.parameters("filename", name).count < Limits.default.parameters)
    }

    @Test("Content-Type has the name too, for readers that look only there")
    func both() throws {
        var message = WriteErrorTests.good
        message.attachments = [.init(name: "ä.pdf", type: "application/pdf", bytes: [1])]
        let text = String(decoding: try message.bytes(), as: UTF8.self)
        #expect(
            text.contains(
                """
                Content-Type: application/pdf; name*=utf-8''%C3%A4.pdf;\r
                 name="attachment.pdf"\r
                Content-Transfer-Encoding: base64\r
                Content-Disposition: attachment; filename*=utf-8''%C3%A4.pdf;\r
                 filename="attachment.pdf"\r

                """))
    }
}
