import Domain

/// What several parts are made of.
extension StatusPage {
    func card(_ heading: String?, _ children: HTML...) -> HTML {
        HTML(
            "section", [("class", "card")],
            [heading.map { HTML("h2", [], "\($0)") } ?? .nothing] + children)
    }

    /// A form of one button; nothing where nobody is logged in.
    func form(_ place: String, _ values: [(name: String, value: String)], button: String, label: String? = nil) -> HTML
    {
        guard let formToken else { return .nothing }
        let hidden = ([("form", formToken)] + values).map { name, value in
            HTML("input", [("type", "hidden"), ("name", name), ("value", value)])
        }
        var attributes: [HTML.Attribute] = [("type", "submit")]
        if let label { attributes.append(("aria-label", label)) }
        return HTML(
            "form", [("method", "post"), ("action", place)], hidden + [HTML("button", attributes, "\(button)")])
    }

    /// A table that small screens show as a list. The roles keep it a table for screen readers there.
    func table(_ label: String, _ columns: [String], _ rows: [Line], name: String = "plain") -> HTML {
        HTML(
            "table", [("role", "table"), ("aria-label", label), ("class", name)],
            HTML(
                "thead", [("role", "rowgroup")],
                HTML(
                    "tr", [("role", "row")],
                    columns.map { HTML("th", [("scope", "col"), ("role", "columnheader")], "\($0)") })),
            HTML(
                "tbody", [("role", "rowgroup")],
                rows.map { row in
                    HTML(
                        "tr", [("role", "row")] + row.attributes,
                        zip(columns, row.cells).map { HTML("td", $1.attributes(in: $0), $1.content) })
                }))
    }

    /// A row of ``table(_:_:_:)``.
    struct Line {
        struct Cell {
            var content: HTML
            /// Takes the whole width where there is little.
            var isWide = false
            var isEmpty = false

            init(_ content: HTML?, isWide: Bool = false) {
                self.content = content ?? .nothing
                isEmpty = content == nil
                self.isWide = isWide
            }

            /// Text of others: it cannot turn the direction of what stands beside it.
            init(foreign text: String?, isWide: Bool = false) {
                content = text.map { HTML("bdi", [], "\($0)") } ?? .nothing
                isEmpty = text == nil
                self.isWide = isWide
            }

            func attributes(in column: String) -> [HTML.Attribute] {
                let name = isEmpty ? "empty-cell" : isWide ? "wide" : nil
                let common: [HTML.Attribute] = [("role", "cell"), ("data-label", column)]
                guard let name else { return common }
                return common + [("class", name)]
            }
        }

        var attributes: [HTML.Attribute] = []
        var cells: [Cell]
    }

    func time(_ time: Timestamp, shown text: String) -> HTML {
        HTML("time", [("datetime", time.description)], "\(text)")
    }

    func age(since time: Timestamp) -> String { TimeText(texts).text(max(.zero, now - time)) }

    func pill(_ text: String, _ level: Int?) -> HTML {
        var attributes: [HTML.Attribute] = [("class", "pill")]
        if let level { attributes.append(("data-level", "\(level)")) }
        return HTML("span", attributes, "\(text)")
    }

    func login(_ wasWrong: Bool) -> HTML {
        card(
            nil,
            wasWrong
                ? HTML(
                    "p", [("class", "notice"), ("role", "alert"), ("data-level", "0"), ("id", "wrong")],
                    "\(texts.wrongToken)")
                : .nothing,
            HTML(
                "form", [("method", "post"), ("action", "login")], HTML("label", [("for", "token")], "\(texts.token)"),
                HTML(
                    "input",
                    [
                        ("type", "password"), ("id", "token"), ("name", "token"), ("required", ""),
                        ("autocomplete", "current-password"), ("aria-invalid", "\(wasWrong)"),
                    ]),
                HTML("button", [("type", "submit"), ("class", "main")], "\(texts.logIn)")))
    }
}
