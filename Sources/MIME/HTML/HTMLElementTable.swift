/// The elements that differ from `span`, in a hash table by name.
struct HTMLElementTable: Sendable {
    /// To be kept where it is used: each look at a global asks whether that is there yet.
    static let shared = HTMLElementTable()

    private struct Slot {
        var name = HTMLName()
        var element = HTMLElement()
    }

    /// Open addressing; about a sixth of the slots is taken.
    private var slots = [Slot](repeating: Slot(), count: slotMask + 1)
    private static let slotMask = 0x1FF

    @inline(__always)
    func find(_ name: HTMLName) -> HTMLElement {
        var slot = Self.hash(name)
        while slots[slot].name != name {
            if slots[slot].name.count == 0 { return HTMLElement() }
            slot = (slot + 1) & Self.slotMask
        }
        return slots[slot].element
    }

    @inline(__always)
    private static func hash(_ name: HTMLName) -> Int {
        Int(truncatingIfNeeded: ((name.head ^ name.tail) &* 0x9E37_79B9_7F4A_7C15) >> 55)
    }

    private init() {
        for (role, names) in Self.roles { for name in names { change(name) { $0.role = role } } }
        for (mode, names) in Self.textModes { for name in names { change(name) { $0.textMode = mode } } }
        for name in Self.voidElements { change(name) { $0.isVoid = true } }
    }

    private mutating func change(_ text: String, _ body: (inout HTMLElement) -> Void) {
        let name = HTMLName(copying: text)
        var slot = Self.hash(name)
        while slots[slot].name.count > 0, slots[slot].name != name { slot = (slot + 1) & Self.slotMask }
        slots[slot].name = name
        body(&slots[slot].element)
    }

    private static let roles: [(HTMLRole, [String])] = [
        (
            .block,
            [
                "address", "article", "aside", "caption", "center", "dd", "details", "dialog", "dir", "div", "dt",
                "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "main",
                "menuitem", "nav", "noscript", "optgroup", "option", "search", "section", "summary", "textarea",
            ]
        ),
        (.paragraph, ["p"]), (.spacedBlock, ["h1", "h2", "h3", "h4", "h5", "h6", "dl"]),
        (.lineBreak, ["br"]), (.listItem, ["li"]), (.list, ["ul", "ol", "menu"]),
        (.cell, ["td", "th"]), (.row, ["tr"]), (.table, ["table"]), (.rowGroup, ["thead", "tbody", "tfoot"]),
        (.preformatted, ["pre", "xmp", "listing", "plaintext"]), (.quote, ["blockquote"]), (.link, ["a"]),
        (.image, ["img"]),
        (.dropped, ["script", "style", "template", "title", "iframe", "noembed", "noframes", "object"]),
        (.head, ["head"]), (.body, ["body"]), (.metadata, ["meta", "link", "base", "basefont", "html"]),
    ]

    private static let textModes: [(HTMLTextMode, [String])] = [
        (.script, ["script"]), (.plainText, ["plaintext"]), (.escapableRawText, ["title", "textarea"]),
        (.rawText, ["style", "xmp", "iframe", "noembed", "noframes"]),
    ]

    private static let voidElements = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    ]
}
