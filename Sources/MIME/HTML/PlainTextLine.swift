/// What ``PlainTextLines`` knows of the line that it is in.
struct PlainTextLine {
    /// Nothing has been put into the line yet.
    var isAtStart = true
    /// White space that shows only if text follows in the same line.
    var hasPendingSpace = false
    /// Line ends to write before the next text.
    var pendingNewLines = 0
    /// Blanks to write before the `- ` of the item that the next text begins; nil if it begins none.
    var itemIndent: Int?

    /// How many `> ` the line starts with, or the last one if this has not begun.
    var quoteDepth = 0
    var hasItemMark = false
    /// Where the line starts: its marks and the line ends before it included.
    var start = 0
    /// Where its text starts, behind the marks.
    var textStart = 0
    /// To take the line back: what ``pendingNewLines`` and ``quoteDepth`` were before it.
    var newLines = 0
    var outerQuoteDepth = 0
}
