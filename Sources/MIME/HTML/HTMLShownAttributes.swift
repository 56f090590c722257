/// The attributes of a start tag that matter for plain text, noted while the tag is read; the first of a name counts.
struct HTMLShownAttributes {
    /// `href`
    private(set) var target = missing
    /// `alt`
    private(set) var alternative = missing
    private(set) var style = missing
    /// `class`
    private(set) var classes = missing
    /// `hidden`
    private(set) var hasHiddenMark = false

    /// No value starts at the start of the input.
    private static var missing: Range<Int> { 0..<0 }

    @inline(__always)
    mutating func note(_ name: HTMLName, _ value: Range<Int>) {
        switch name.count {
        case 3: if name == HTMLName("alt"), alternative.lowerBound == 0 { alternative = value }
        case 4: if name == HTMLName("href"), target.lowerBound == 0 { target = value }
        case 5:
            if name == HTMLName("style"), style.lowerBound == 0 { style = value }
            if name == HTMLName("class"), classes.lowerBound == 0 { classes = value }
        case 6: if name == HTMLName("hidden") { hasHiddenMark = true }
        default: break
        }
    }

    /// Whether the element is not displayed.
    @inline(__always)
    func hides(in input: ByteView) -> Bool {
        hasHiddenMark || !style.isEmpty && HTMLStyle(input, style).hides
    }

    /// Whether this is a paragraph that its writer meant as a mere line: Outlook's `MsoNormal`, or one without margin.
    func isTight(in input: ByteView) -> Bool {
        input.contains("msonormal", in: classes) || HTMLStyle(input, style).hasNoMargin
    }
}
