/// What an element means for plain text.
enum HTMLRole: Sendable {
    case inline
    /// Starts and ends a line.
    case block
    /// `p`, with a blank line before and behind it.
    case paragraph
    /// Headings and the like: spaced as a paragraph, but needs its end tag.
    case spacedBlock
    case lineBreak
    case listItem, list
    case cell, row, rowGroup, table
    case preformatted, quote, link, image
    /// Its content is no text for people.
    case dropped
    case head, body
    /// An element that only describes others or the document: `meta`, `link`, `base`, `html`.
    case metadata
}
