import Testing

@testable import Templates

@Suite("The text of a template") struct TemplateTextTests {
    @Test("values take the places of their variables, and are not looked into")
    func filled() throws {
        let text = try TemplateText("Dear {{buyer.name}},\r\n{{ order.number }} ({{order.number}}) {is} on its way.")
        #expect(text.variables == [.buyerName, .orderNumber])
        let filled = try text.filled([.buyerName: "{{order.number}}", .orderNumber: "12345-A"])
        #expect(filled == "Dear {{order.number}},\n12345-A (12345-A) {is} on its way.")
    }

    @Test("every value that is missing or blank is named, each once")
    func missing() throws {
        let text = try TemplateText("{{tracking}} {{buyer.name}} {{tracking}} {{today}}")
        #expect(throws: TemplateText.Missing(variables: [.tracking, .buyerName])) {
            try text.filled([.today: "2026-11-29", .buyerName: " \n"])
        }
    }

    @Test(
        "a mistake names its line",
        arguments: [
            ("a\nb {{order.numer}}", .unknownVariable("order.numer"), 2), ("{{}}", .unknownVariable(""), 1),
            ("x\n\ny {{deadline", .unclosed, 3), ("{{dead\nline}}", .unclosed, 1), ("a }} b", .unclosed, 1),
            ("{{ {{today}}", .unclosed, 1), (" \n ", .empty, 1), ("", .empty, 1),
        ] as [(String, TemplateText.Mistake.Kind, Int)])
    func mistakes(text: String, kind: TemplateText.Mistake.Kind, line: Int) {
        #expect(throws: TemplateText.Mistake(kind: kind, line: line)) { try TemplateText(text) }
    }

    @Test("every variable can be written")
    func all() throws {
        for variable in TemplateVariable.allCases {
            #expect(try TemplateText("{{\(variable.rawValue)}}").filled([variable: "x"]) == "x")
        }
    }
}
