/// Finds the end of a script's text. Within `<!-- … -->` an inner `<script>` hides its own end tag (HTML standard
/// 13.2.5.15 to 13.2.5.31).
struct HTMLScriptScanner {
    private enum State { case plain, escaped, doublyEscaped }

    /// The element whose end tag ends the script.
    let element: HTMLName

    func end(in input: ByteView, from start: Int) -> Int {
        var state = State.plain
        /// How many `-` stand directly before `index`.
        var dashes = 0
        var index = start
        while index < input.count {
            switch input[index] {
            case UInt8(ascii: "-"):
                dashes += 1
                index += 1
                continue
            case UInt8(ascii: ">"):
                if dashes >= 2 { state = .plain }
            case UInt8(ascii: "<"):
                if state != .doublyEscaped, input.hasEndTag(element, at: index) { return index }
                if state == .plain, input.starts(with: "<!--", at: index) {
                    state = .escaped
                    dashes = 2
                    index += 4
                    continue
                }
                if state == .escaped, input.starts(with: "<script", at: index), input.endsTagName(at: index + 7) {
                    state = .doublyEscaped
                } else if state == .doublyEscaped, input.hasEndTag(HTMLName("script"), at: index) {
                    state = .escaped
                }
            default: break
            }
            dashes = 0
            index += 1
        }
        return input.count
    }
}
