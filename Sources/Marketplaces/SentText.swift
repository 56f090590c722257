/// Whether a text that a marketplace shows, in a conversation or in its copy of an answer, is the text that was sent.
///
/// White space counts as one blank, and composed and decomposed letters are equal. What a copy is stripped of
/// (``Recognition/text``) may be missing: quoted history at the end, and the line that names the order.
///
/// - Parameters:
///   - shown: what the marketplace shows.
///   - sent: what the bridge handed over, ``Post/text``.
///   - allowsMore: also true where `shown` goes on behind `sent`, with words that the marketplace added. An empty `sent`
///     never fits more than an empty text.
public func isText(_ shown: String, thatWasSentAs sent: String, allowsMore: Bool = false) -> Bool {
    let text = ComparableText(shown)
    let wanted = ComparableText(sent)
    if text == wanted || text == ComparableText(AmazonCopy.words(of: sent)) { return true }
    return allowsMore && !wanted.text.isEmpty && text.text.hasPrefix(wanted.text + " ")
}
