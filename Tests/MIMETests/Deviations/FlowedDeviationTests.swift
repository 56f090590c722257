import MIME
import Testing

@Suite("Deviations: format=flowed and long texts")
struct FlowedDeviationTests {
    static let rows: [(deviation: String, raw: String, parameters: String, text: String)] = [
        ("flowed lines are joined", "one \ntwo\nthree\n", "", "one two\nthree\n"),
        ("one space is removed with DelSp=yes only", "one \ntwo  \nthree\n", "; delsp=yes", "onetwo three\n"),
        ("one space is removed with DelSp=yes only", "one \ntwo  \nthree\n", "; delsp=no", "one two  three\n"),
        ("DelSp in capitals", "one \ntwo\n", "; DelSp=YES", "onetwo\n"),
        ("-- is fixed", "one \n-- \nMe \nHere\n", "", "one \n-- \nMe Here\n"),
        ("-- is fixed with DelSp", "one\n-- \nMe\n", "; delsp=yes", "one\n-- \nMe\n"),
        ("quoted -- is fixed", "> a \n> -- \n> Me\n", "", "> a \n> -- \n> Me\n"),
        ("quote depth must match", "> a \nb\n", "", "> a \nb\n"),
        ("quote depth must match", ">> a \n> b \n> c\n", "", ">> a \n> b c\n"),
        ("quoted lines are joined", "> a \n> b\n", "", "> a b\n"),
        ("space-stuffing", " > no quote\n From x\n", "", "> no quote\nFrom x\n"),
        ("the last flowed line without successor is kept", "one \ntwo ", "", "one two "),
        ("the last flowed line without successor is kept", "last ", "", "last "),
        ("the last quoted one", "> last ", "", "> last "),
        ("a blank line ends a paragraph", "a \n\nb\n", "", "a \nb\n"), ("blank lines stay", "a\n\nb\n", "", "a\n\nb\n"),
        ("nothing", "", "", ""),
    ]

    @Test("format=flowed", arguments: rows)
    func flowed(deviation: String, raw: String, parameters: String, text: String) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse("Content-Type: text/plain; format=flowed\(parameters)\n\n\(raw)", lineEnd: lineEnd)
            #expect(message.body.text == text, "\(deviation)")
        }
    }

    @Test("format=flowed is undone after decoding of coding and charset", arguments: Mail.lineEnds)
    func afterDecoding(lineEnd: String) {
        let type = "Content-Type: text/plain; format=Flowed; charset=iso-8859-1"
        let quoted = Mail.parse(
            "\(type)\nContent-Transfer-Encoding: quoted-printable\n\nGr=FC=DFe=20\nund =\nmehr=\n\n> a=20\n> b\n",
            lineEnd: lineEnd)
        #expect(quoted.body.text == "Grüße und mehr\n> a b\n")
        // "eins \nzwei\n" in UTF-16 and base64.
        let wide = Mail.parse(
            "Content-Type: text/plain; format=flowed; charset=utf-16be\nContent-Transfer-Encoding: base64\n\nAGUAaQBuAHMAIAAKAHoAdwBlAGkACg==\n",
            lineEnd: lineEnd)
        #expect(wide.body.text == "eins zwei\n")
    }

    @Test("text that is not flowed keeps its lines", arguments: ["", "; format=fixed"])
    func fixed(parameters: String) {
        #expect(Mail.parse("Content-Type: text/plain\(parameters)\n\none \ntwo\n").body.text == "one \ntwo\n")
    }

    @Test("text of megabytes takes linear time", arguments: ["text/plain", "text/plain; format=flowed", "text/html"])
    func megabytes(type: String) {
        for unit in ["x", "> \n", "<p>\n", "\u{E4}", "&amp;"] {
            let message = Mail.parse(
                "Content-Type: \(type)\n\n\(String(repeating: unit, count: 1_000_000 / unit.unicodeScalars.count))")
            #expect((message.body.text ?? "").utf8.count <= Limits.default.textBytes)
        }
    }
}
