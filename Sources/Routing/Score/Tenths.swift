/// Per cent to one decimal, rounded down: `91.1`; nil where there is nothing to divide.
package func tenths(_ part: Int, of whole: Int) -> String? {
    guard whole > 0 else { return nil }
    let tenths = part * 1000 / whole
    return "\(tenths / 10).\(tenths % 10)"
}
