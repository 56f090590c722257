/// What is known of an element by its name.
struct HTMLElement: Sendable {
    var role = HTMLRole.inline
    /// How the text in it is read.
    var textMode = HTMLTextMode.data
    /// Has no content, and therefore no end tag.
    var isVoid = false
}
