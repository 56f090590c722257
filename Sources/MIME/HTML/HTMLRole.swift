/// What an element means for plain text.
enum HTMLRole {
    case inline
    /// Starts and ends a line.
    case block
    /// A block with a blank line before and behind it.
    case paragraph
    case lineBreak
    case listItem, list
    case cell, row, table
    case preformatted, quote, link, image
    /// Its content is no text for people.
    case dropped
    case head, body
    /// An element that only describes others or the document: `meta`, `link`, `base`, `html`.
    case metadata

    static func of(_ name: HTMLElementName) -> HTMLRole { roles[name] ?? .inline }

    private static let roles: [HTMLElementName: HTMLRole] = {
        let names: [(HTMLRole, [String])] = [
            (
                .block,
                [
                    "address", "article", "aside", "caption", "center", "dd", "details", "dialog", "dir", "div", "dt",
                    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "main",
                    "menuitem", "nav", "noscript", "optgroup", "option", "search", "section", "summary", "textarea",
                ]
            ),
            (.paragraph, ["p", "h1", "h2", "h3", "h4", "h5", "h6", "dl"]),
            (.lineBreak, ["br"]), (.listItem, ["li"]), (.list, ["ul", "ol", "menu"]),
            (.cell, ["td", "th"]), (.row, ["tr"]), (.table, ["table", "thead", "tbody", "tfoot"]),
            (.preformatted, ["pre", "xmp", "listing", "plaintext"]), (.quote, ["blockquote"]), (.link, ["a"]),
            (.image, ["img"]),
            (.dropped, ["script", "style", "template", "title", "iframe", "noembed", "noframes", "object"]),
            (.head, ["head"]), (.body, ["body"]), (.metadata, ["meta", "link", "base", "basefont", "html"]),
        ]
        var roles: [HTMLElementName: HTMLRole] = [:]
        for (role, elements) in names {
            for element in elements { roles[HTMLElementName(element)] = role }
        }
        return roles
    }()
}
